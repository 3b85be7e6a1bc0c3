import BuiltPrograms
import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStages
import CutroomStore
import CutroomSystem
import CutroomWorkers
import Glibc
import MediaFixtures
import Testing

/// A workspace with a feed and a library, whose whole pipeline the engine runs.
final class Chain {
  let workspace: Workspace
  let project: Project
  private let media = MediaWorkers(atOnce: 2, folder: builtPrograms)
  private let net = NetWorkers(atOnce: 2, folder: builtPrograms)
  private let builtins: [String: BuiltinStage]
  private let collected = Locked<[RunEvent]>([])

  init(music: String = "auto") throws {
    let path = "/tmp/cutroom-chain-\(RandomName.hex(12))"
    try #require(mkdir(path, 0o755) == 0)
    workspace = try Workspace.create(path, pipeline: Self.pipeline(music: music))
    project = try workspace.createProject(id: #require(ProjectID("p")), title: "P")
    builtins = StageCatalog(media: media, net: net, providers: ProviderDesk()).byName
    try write("feeds/news.xml", Array(Self.feed.utf8))
  }

  deinit {
    media.close()
    net.close()
    guard let folder = try? Folder.open("/tmp") else { return }
    try? folder.removeTree(String(workspace.path.dropFirst("/tmp/".count)))
  }

  /// Pictures that fit, and a piece of music.
  func fillLibrary() async throws {
    let shared = MediaFixtures.shared
    try write("library/grass.jpg", fileBytes(try await shared.path(.testCard)))
    try write("library/green drinks.jpg", fileBytes(try await shared.path(.redJpeg)))
    try write("library/yellow flowers.png", fileBytes(try await shared.path(.redPng)))
    try write("library/music/hum.wav", fileBytes(try await shared.path(.narrationWav)))
  }

  func write(_ path: String, _ bytes: [UInt8]) throws {
    let path = try #require(ProjectPath(path))
    let folder = try workspace.tree.makeFolder(path.folder)
    try folder.remove(path.name)
    try folder.createFile(path.name, mode: 0o666).writeAll(bytes)
  }

  func document<D: Document>(_ type: D.Type, _ path: String) throws -> D {
    let place = try #require(ProjectPath(path))
    return try #require(try project.document(type, at: place))
  }

  func json(_ path: String) throws -> JSONValue {
    let place = try #require(ProjectPath(path))
    return try #require(try project.json(place))
  }

  func save(_ value: JSONValue, to path: String) throws {
    try write("public/projects/p/\(path)", DocumentCoding.bytes(value))
  }

  var decisions: [String] {
    collected.withLock { $0 }.compactMap {
      if case .decided(_, let decision) = $0 { decision.code } else { nil }
    }
  }

  /// Runs everything; answers the items that ran.
  @discardableResult
  func run() throws -> (ran: [String], summary: RunSummary) {
    collected.withLock { $0 = [] }
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    let loaded = try LoadedPipeline.load(project, builtins: builtins)
    let runner = try Runner(
      session: session,
      graph: loaded.graph,
      evaluator: evaluator(session.memo, RecordSource(session), loaded),
      options: RunOptions(),
      check: nil,
      events: { [collected] event in collected.withLock { $0.append(event) } }
    )
    let summary = try runner.runToEnd()
    try session.close()
    let ran = collected.withLock { $0 }.compactMap { event in
      if case .itemCommitted(let key, .ran, _) = event { key.description } else { nil }
    }
    return (ran, summary)
  }

  /// The items that a run would do, as `stage/item`.
  func plan() throws -> [String] {
    let loaded = try LoadedPipeline.load(project, builtins: builtins)
    let ledger = try ProjectLedger.load(project)
    let reader = ProjectReader(project, memo: ledger.memo)
    let records = RecordSource(ledger, reader: reader)
    let plan = try Plan.make(evaluator(ledger.memo, records, loaded))
    return plan.pending.map { "\($0.stage)/\($0.item)" }
  }

  private func evaluator(
    _ memo: FileMemo,
    _ records: RecordSource,
    _ loaded: LoadedPipeline
  ) -> Evaluator {
    Evaluator(
      project: project,
      graph: loaded.graph,
      settings: loaded.definition.settings,
      looks: FileLooks(
        projectTree: project.tree,
        projectMemo: memo,
        workspaceTree: workspace.tree,
        workspaceMemo: FileMemo(clock: .real)
      ),
      records: records
    )
  }

  private static func pipeline(music: String) -> JSONValue {
    let names = ["refine", "tags", "media", "narration", "timeline", "validate", "render"]
    var stages: [JSONValue] = names.map { ["id": .string($0), "uses": .string($0)] }
    stages.append(["id": "discover", "uses": "discover", "with": ["feeds": ["feeds/*.xml"]]])
    stages.append(["id": "select", "uses": "select"])
    stages.append(["id": "script", "uses": "script", "with": ["targetSeconds": 8]])
    stages.append(["id": "music", "uses": "music", "with": ["track": .string(music)]])
    return [
      "kind": "pipeline", "version": "1.0", "stages": .array(stages),
      "settings": ["video": ["width": 128, "height": 72, "fps": ["num": 10, "den": 1]]],
    ]
  }

  private static let feed = """
    <?xml version="1.0"?><rss version="2.0"><channel><title>Tiny News</title>
    <link>https://tiny.example.org/</link><language>en</language><item>
    <title>Grass after rain</title><link>https://tiny.example.org/grass</link>
    <pubDate>Sat, 18 Jul 2026 10:00:00 +0000</pubDate>
    <description>Green grass drinks. Yellow flowers open in the sun.</description>
    </item></channel></rss>
    """
}
