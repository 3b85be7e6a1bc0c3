import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom show`.
struct ShowCommand: Command {
  let name = "show"
  let summary = "one project: title, dates, documents, sizes"
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let summary = ProjectSummary(project)
    let files = try ProjectFiles(project)
    let holder = try ProjectLock.currentHolder(project)
    var lastRun = try ProjectLedger.load(project).state.runs.last
    if let outcome = lastRun?.outcomeNow(holder) { lastRun?.outcome = outcome }
    if context.wantsJSON {
      context.answer(answer(summary, files, lastRun))
      return .done
    }
    var table = TextTable()
    table.add(["project", summary.id])
    table.add(["title", summary.title ?? summary.fault ?? "none"])
    table.add(["path", summary.path])
    if let createdAt = summary.createdAt { table.add(["made", createdAt]) }
    if let lastRun { table.add(["last run", Self.words(for: lastRun)]) }
    for part in files.parts {
      let count = Amounts.count(part.count, "file")
      table.add([part.name, "\(count), \(Amounts.bytes(part.bytes))"])
    }
    // Sidecars of assets are as many as those, and say nothing that these do not.
    let documents = files.documents.filter { !$0.hasPrefix("assets/") }
    for document in documents { table.add(["document", document]) }
    context.say(table)
    return .done
  }

  private static func words(for run: RunRecord) -> String {
    let end = run.outcome ?? "crashed"
    return "\(Instant(microseconds: run.startedAt / 1_000_000 * 1_000_000)), \(end)"
  }

  private func answer(
    _ summary: ProjectSummary,
    _ files: ProjectFiles,
    _ lastRun: RunRecord?
  ) -> [String: JSONValue] {
    var members = summary.json.object ?? [:]
    members["documents"] = .array(files.documents.map { .string($0) })
    members["sizes"] = .object(
      Dictionary(
        uniqueKeysWithValues: files.parts.map { part in
          (part.name, ["files": .integer(Int64(part.count)), "bytes": .integer(part.bytes)])
        }
      )
    )
    members["lastRun"] =
      lastRun.map { run in
        [
          "run": .string(run.id), "outcome": run.outcome.map { .string($0) } ?? .null,
          "startedAt": .string(Instant(microseconds: run.startedAt).iso8601),
        ]
      } ?? .null
    return members
  }
}

/// The files of a project, counted.
struct ProjectFiles {
  struct Part {
    var name: String
    var count = 0
    var bytes: Int64 = 0
  }

  /// Documents of known kinds, by path.
  private(set) var documents: [String] = []
  /// By top-level folder.
  private(set) var parts: [Part] = []

  init(_ project: Project) throws {
    guard let all = PathPattern("**") else { return }
    var sums: [String: Part] = [:]
    for path in try project.tree.files(matching: all) {
      if DocumentKind(path: path) != nil { documents.append(path.description) }
      let top = path.folder.split(separator: "/").first.map(String.init) ?? "top"
      sums[top, default: Part(name: top)].count += 1
      sums[top]?.bytes += try project.tree.facts(path)?.size ?? 0
    }
    parts = sums.values.sorted { $0.name < $1.name }
  }
}
