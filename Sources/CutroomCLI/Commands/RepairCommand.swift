import CutroomModel
import CutroomStore

/// `cutroom repair`.
struct RepairCommand: Command {
  let name = "repair"
  let summary = "finish or undo what a dead run left, and bring lost outputs back"
  let details = [
    "Every command that changes a project does this by itself where its predecessor died; repair "
      + "looks at everything, whatever the lock says. Exit 9 where something is lost that no run "
      + "makes again."
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [dryRun, CommonOptions.json]

  private static let dryRun = Flag("dry-run", help: "change nothing; show what would be done")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    return arguments[Self.dryRun] ? try preview(project, context) : try repair(project, context)
  }

  private func repair(_ project: Project, _ context: Context) throws -> ExitCode {
    let (recovered, report, remade) = try context.withSession(
      project,
      command: "repair",
      thoroughness: .repair
    ) { session, recovered in
      var report = recovered
      try session.repair(&report)
      return (recovered, report, madeByItems(session.withState { $0 }))
    }
    if context.wantsJSON {
      context.answer(RecoveryWords.answer(report))
    } else {
      if let name = report.damagedKeptAs, recovered.damagedKeptAs == nil {
        context.say("\(report.damagedRecords) unreadable journal records are kept in \(name)")
      }
      for file in report.restored.dropFirst(recovered.restored.count) {
        context.say(RecoveryWords.line(file))
      }
      for path in report.lost { context.say(lost(path, remade, project)) }
      if report.isEmpty { context.note("nothing was to repair") }
    }
    return exit(report, remade)
  }

  private func preview(_ project: Project, _ context: Context) throws -> ExitCode {
    if let holder = try ProjectLock.currentHolder(project) {
      if context.wantsJSON {
        var members = RecoveryWords.answer(RecoveryReport())
        members["dryRun"] = true
        context.answer(members)
      }
      context.note("process \(holder.pid) works on the project; nothing is to repair while it does")
      return .done
    }
    let report = try project.previewRepair()
    let remade = madeByItems(try ProjectLedger.load(project).state)
    if context.wantsJSON {
      var members = RecoveryWords.answer(report)
      members["dryRun"] = true
      context.answer(members)
    } else {
      for line in RecoveryWords.plan(report) { context.say(line) }
      for path in report.lost { context.say(lost(path, remade, project)) }
      if report.isEmpty { context.note("nothing is to repair") }
    }
    return exit(report, remade)
  }

  /// What a run makes again: not what a person accepted.
  private func madeByItems(_ state: ProjectState) -> Set<ProjectPath> {
    let items = state.items.values.flatMap(\.values).filter { $0.acceptedBecause == nil }
    return Set(items.flatMap(\.outputs).map(\.path))
  }

  private func exit(_ report: RecoveryReport, _ remade: Set<ProjectPath>) -> ExitCode {
    report.lost.allSatisfy(remade.contains) ? .done : .beyondRepair
  }

  private func lost(_ path: ProjectPath, _ remade: Set<ProjectPath>, _ project: Project) -> String {
    remade.contains(path)
      ? "\(path): lost; `cutroom run \(project.id)` makes it again"
      : "\(path): lost, and no run makes it again"
  }
}
