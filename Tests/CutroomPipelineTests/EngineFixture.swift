import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import Glibc
import Testing

/// A workspace in a folder of its own, with one project and a pipeline of programs.
final class EngineFixture {
  let path: String
  let workspace: Workspace
  let project: Project
  let builtins: [String: BuiltinStage]
  /// Whether results are shared with other projects through the workspace's cache.
  private let isSharing: Bool
  private let isOwner: Bool
  private let collected = Locked<[RunEvent]>([])

  init(
    _ pipeline: JSONValue,
    builtins: [String: BuiltinStage] = [:],
    clock: SystemClock = .real
  ) throws {
    path = "/tmp/cutroom-engine-\(RandomName.hex(12))"
    try #require(mkdir(path, 0o755) == 0)
    var document = pipeline
    document["kind"] = "pipeline"
    document["version"] = "1.0"
    workspace = try Workspace.create(path, pipeline: document, clock: clock)
    project = try workspace.createProject(id: #require(ProjectID("p")), title: "P")
    self.builtins = builtins
    isSharing = false
    isOwner = true
  }

  /// Another project of the same workspace, which may be gone when this is.
  init(_ id: String, beside other: EngineFixture, isSharing: Bool = true) throws {
    path = other.path
    workspace = other.workspace
    project = try workspace.createProject(id: #require(ProjectID(id)), title: "P")
    builtins = other.builtins
    self.isSharing = isSharing
    isOwner = false
  }

  deinit {
    guard isOwner else { return }
    if let folder = try? Folder.open("/tmp") {
      try? folder.removeTree(String(path.dropFirst("/tmp/".count)))
    }
  }

  /// Gives the project a pipeline of its own.
  func define(_ pipeline: JSONValue) throws {
    var document = pipeline
    document["kind"] = "pipeline"
    document["version"] = "1.0"
    try write(String(decoding: JSONWriter.canonical(document), as: UTF8.self), to: "pipeline.json")
  }

  var events: [RunEvent] { collected.withLock { $0 } }

  /// The items that ran, in order.
  var ran: [String] {
    events.compactMap {
      if case .itemCommitted(let key, .ran, _) = $0 { key.description } else { nil }
    }
  }

  func write(_ text: String, to file: String) throws {
    let parts = file.split(separator: "/")
    let folder = try project.tree.root.makeFolder(parts.dropLast().joined(separator: "/"))
    let name = String(try #require(parts.last))
    try folder.remove(name)
    try folder.createFile(name, mode: 0o644).writeAll(Array(text.utf8))
  }

  func read(_ file: String) throws -> String? {
    let path = try #require(ProjectPath(file))
    return try project.tree.read(path, limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
  }

  @discardableResult
  func run(_ change: (inout RunOptions) -> Void = { _ in }) throws -> RunSummary {
    collected.withLock { $0 = [] }
    var options = RunOptions()
    change(&options)
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    let loaded = try LoadedPipeline.load(project, builtins: builtins)
    let evaluator = evaluator(
      session.memo,
      RecordSource(session),
      loaded,
      isResubmitting: options.isResubmitting
    )
    let runner = try Runner(
      session: session,
      graph: loaded.graph,
      evaluator: evaluator,
      options: options,
      check: nil,
      events: { [collected] event in collected.withLock { $0.append(event) } }
    )
    let summary = try runner.runToEnd()
    try session.close()
    return summary
  }

  /// What the beginning of a command brings back.
  func bringBack() throws -> [RestoredFile] {
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    let restored = try Mending.bringBack(
      session,
      LoadedPipeline.load(project, builtins: builtins)
    )
    try session.close()
    return restored
  }

  func explanation(of key: ItemKey) throws -> Explanation? {
    let graph = try LoadedPipeline.load(project, builtins: builtins).graph
    return Explanation(key, in: PlanTable(try plan(), graph), last: nil)
  }

  func plan() throws -> Plan {
    let loaded = try LoadedPipeline.load(project, builtins: builtins)
    let ledger = try ProjectLedger.load(project)
    let reader = ProjectReader(project, memo: ledger.memo)
    return try Plan.make(evaluator(ledger.memo, RecordSource(ledger, reader: reader), loaded))
  }

  /// Looks at the project as it will stand after so many microseconds without a change; whether all
  /// was fresh and old enough to be kept as a survey.
  func survey(after microseconds: Int64 = 0) throws -> Bool {
    try project.state().remove("survey")
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    let loaded = try LoadedPipeline.load(project, builtins: builtins)
    let evaluator = evaluator(session.memo, RecordSource(session), loaded)
    _ = try Plan.make(evaluator)
    session.saveIndex()
    session.keepSurvey(evaluator, since: loaded.readAt + microseconds)
    try session.close()
    return project.surveyedSteps() != nil
  }

  private func evaluator(
    _ memo: FileMemo,
    _ records: RecordSource,
    _ loaded: LoadedPipeline,
    isResubmitting: Bool = false
  ) -> Evaluator {
    let cache = WorkspaceCache(workspace) { CacheLimits() }
    return Evaluator(
      project: project,
      graph: loaded.graph,
      settings: loaded.definition.settings,
      looks: FileLooks(
        projectTree: project.tree,
        projectMemo: memo,
        workspaceTree: workspace.tree,
        workspaceMemo: FileMemo(clock: .real)
      ),
      records: records,
      results: isSharing ? SharedResults(cache) : nil,
      isResubmitting: isResubmitting
    )
  }
}
