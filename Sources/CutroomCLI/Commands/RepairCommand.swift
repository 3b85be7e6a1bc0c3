import CutroomModel
import CutroomStore

/// `cutroom repair`.
struct RepairCommand: Command {
  let name = "repair"
  let summary = "finish or undo what a dead run left, and bring lost outputs back"
  let details = ["Every command that changes a project does the first half of this by itself."]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [dryRun, CommonOptions.json]

  private static let dryRun = Flag("dry-run", help: "change nothing; show what would be done")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    if arguments[Self.dryRun] {
      try preview(project, context)
      return .done
    }
    var (session, report) = try context.session(project, command: "repair")
    let wasKept = report.damagedKeptAs != nil
    let lost = try bringBack(&report, session)
    try session.mendControl(&report)
    try session.close()
    if context.wantsJSON {
      var members = RecoveryWords.answer(report)
      members["lost"] = .array(lost.map { .string($0.description) })
      context.answer(members)
    } else {
      if let name = report.damagedKeptAs, !wasKept {
        context.say("\(report.damagedRecords) unreadable journal records are kept in \(name)")
      }
      for file in report.restored { context.say(RecoveryWords.line(file).printable) }
      for path in lost { context.say("\(path): lost; `cutroom run \(project.id)` makes it again") }
      if report.isEmpty, lost.isEmpty { context.note("nothing was to repair") }
    }
    return .done
  }

  /// Restores outputs that are missing or unreadable; answers those that nothing brings back.
  private func bringBack(
    _ report: inout RecoveryReport,
    _ session: ProjectSession
  ) throws -> [ProjectPath] {
    var lost: [ProjectPath] = []
    let outputs = session.withState(\.recordedOutputs)
    for output in outputs.sorted(by: { $0.path < $1.path }) {
      switch try session.memo.look(at: output.path, in: session.project.tree) {
      case .file: continue
      case .missing, .unreadable:
        if let file = try session.restore(output) {
          report.restored.append(file)
        } else {
          lost.append(output.path)
        }
      }
    }
    return lost
  }

  private func preview(_ project: Project, _ context: Context) throws {
    let ledger = try ProjectLedger.load(project)
    let holder = try ProjectLock.currentHolder(project)
    var report = RecoveryReport()
    report.isIndexRemade = ledger.isIndexDamaged
    if holder == nil {
      report.rolledForward = ledger.state.produced.keys.sorted()
      report.discarded = ledger.state.started.keys.sorted()
      report.crashedRuns = ledger.state.runs.filter { $0.outcome == nil }.map(\.id)
      report.damagedRecords = ledger.damaged.count
    }
    if context.wantsJSON {
      var members = RecoveryWords.answer(report)
      members["dryRun"] = true
      context.answer(members)
    } else if let holder {
      context.note("process \(holder.pid) works on the project; nothing is to repair while it does")
    } else {
      if report.isEmpty { context.note("nothing is to recover") }
      for line in RecoveryWords.lines(report) { context.note("not done yet: \(line)") }
    }
  }
}
