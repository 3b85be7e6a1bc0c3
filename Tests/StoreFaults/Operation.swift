import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// The operations of the store whose system calls are recorded.
///
/// Each is first prepared, then performed in a process of its own. A line `ack` on standard output says that the store reported success.
enum Operation: String, CaseIterable {
  case create
  case firstSave = "first-save"
  case save0 = "save-0"
  case save1 = "save-1"
  case save3 = "save-3"
  case severalOutputs = "several-outputs"
  case manyOutputs = "many-outputs"
  case asset
  case assetAgain = "asset-again"
  case journal
  case choose
  case accept
  case restoreBackup = "restore-backup"
  case restoreRecorded = "restore-recorded"
  case earlierAsset = "earlier-asset"
  case prune
  case migrate
  case migrateMany = "migrate-many"
  case compact
  case rollForward = "roll-forward"
  case repair
  case delete
  case undelete
  case twoSaves = "two-saves"

  /// Takes `WORKSPACE OPERATION [--prepare]`.
  static func perform(_ words: [String]) throws {
    guard words.count >= 2, let operation = Operation(rawValue: words[1]) else {
      throw StoreFaults.Misuse()
    }
    if words.dropFirst(2).first == "--prepare" {
      try operation.prepare(words[0])
    } else {
      try operation.perform(words[0])
    }
  }

  // MARK: - Prepare

  private func prepare(_ path: String) throws {
    guard self != .create else {
      guard mkdir(path, 0o755) == 0 else { throw SystemError.last("mkdir", path: path) }
      _ = try Workspace.create(path, pipeline: ["stages": []])
      return
    }
    let scene = try Scene.make(path)
    if self == .firstSave { return }
    try Self.fill(scene)
    switch self {
    case .accept, .restoreRecorded: try scene.put(Self.timeline("edited"), at: Self.timelinePath)
    case .earlierAsset:
      let (session, _) = try scene.session()
      try scene.commit("picture", ["assets/images/a.jpg": Self.picture(6)], in: session)
      try session.close()
    case .migrate: try scene.put(Self.old(), at: Scene.path("topics/selected.json"))
    case .migrateMany:
      // As many as are flushed at once.
      for topic in "abcdefgh" {
        try scene.put(Self.oldScript("\(topic)"), at: Scene.path("scripts/\(topic).json"))
      }
    case .compact: try Self.damage(scene, ".cutroom/journal.jsonl")
    case .repair: try Self.damage(scene, "timeline.json", cut: true)
    case .rollForward: try Self.leaveProduced(scene)
    case .delete: break
    case .undelete: _ = try scene.session().session.moveToTrash()
    default: break
    }
  }

  /// A project with an asset, a document with three backups, and one without.
  private static func fill(_ scene: Scene) throws {
    let (session, _) = try scene.session()
    for number in 0..<4 {
      try scene.commit("timeline", ["timeline.json": timeline("\(number)")], in: session)
    }
    try scene.commit("picture", ["assets/images/a.jpg": picture(1)], in: session)
    try scene.commit("script", ["notes/a.json": Array("{\"a\": 1}\n".utf8)], in: session)
    try session.close()
  }

  private static func leaveProduced(_ scene: Scene) throws {
    let (session, _) = try scene.session()
    let attempt = "r2-left"
    let folder = try scene.project.control("attempts").makeFolder(attempt)
    let images = try folder.makeFolder("assets/images")
    var outputs: [OutputRecord] = []
    let bytes = picture(9)
    let file = try images.createFile("a.jpg", mode: 0o644)
    try file.writeAll(bytes)
    try file.sync()
    outputs.append(
      OutputRecord(
        path: try Scene.path("assets/images/a.jpg"),
        content: Digest(sha256: bytes),
        value: nil,
        size: Int64(bytes.count)
      )
    )
    try images.sync()
    let item = ItemRecord(
      key: ItemKey(stage: "stage", item: "picture"),
      fingerprint: Fingerprint(parts: []),
      outputs: outputs,
      run: "r2",
      at: scene.project.clock.now(),
      milliseconds: 1
    )
    try session.record([.produced(item, attempt: attempt)], durable: true)
    // The session ends without closing, as a killed one does.
  }

  // MARK: - Perform

  private func perform(_ path: String) throws {
    if self == .create {
      let workspace = try Workspace.open(path)
      _ = try workspace.createProject(id: try Scene.projectID(), title: "P")
      return Self.acknowledge()
    }
    if self == .undelete {
      let workspace = try Workspace.open(path)
      for deleted in try workspace.trash() { _ = try workspace.undelete(deleted) }
      return Self.acknowledge()
    }
    let scene = try Scene(path)
    let generations = [.save0: 0, .save1: 1][self] ?? 3
    let (session, _) = try scene.session(patience: .none, keeping: Keeping(backups: generations))
    try act(scene, session)
    if self != .delete { try session.close() }
    Self.acknowledge()
  }

  private func act(_ scene: Scene, _ session: ProjectSession) throws {
    let timelinePath = try Self.timelinePath
    switch self {
    case .create, .undelete, .rollForward: break
    case .firstSave, .save0, .save1, .save3:
      try Self.save("new", scene, session)
    case .twoSaves:
      try Self.save("new", scene, session)
      try Self.save("newer", scene, session)
    case .severalOutputs:
      let files = [
        "timeline.json": Self.timeline("several"), "assets/images/b.jpg": Self.picture(2),
        "assets/images/a.jpg": Self.picture(3), "notes/b.json": Array("{\"b\": 2}\n".utf8),
      ]
      try scene.commit("picture", files, in: session)
      Self.acknowledge(session)
    case .manyOutputs:
      var files = ["timeline.json": Self.timeline("many")]
      for (number, name) in "abcdefgh".enumerated() {
        files["assets/images/\(name).jpg"] = Self.picture(UInt8(number))
      }
      try scene.commit("picture", files, in: session)
      Self.acknowledge(session)
    case .asset:
      try scene.commit("other", ["assets/images/c.jpg": Self.picture(4)], in: session)
      Self.acknowledge(session)
    case .assetAgain:
      try scene.commit("picture", ["assets/images/a.jpg": Self.picture(5)], in: session)
      Self.acknowledge(session)
    case .journal:
      for number in 0..<3 {
        let run = RunRecord(
          id: "r\(number)",
          command: "run",
          pid: 1,
          host: "h",
          startedAt: 1,
          selection: .null
        )
        try session.record([.runStarted(run)], durable: number != 1)
      }
    case .choose: try session.choose(["a", "b"], in: "select", offered: .zero)
    case .accept:
      guard var item = session.item(ItemKey(stage: "stage", item: "timeline")),
        case .file(let content, let value) = try session.memo.read(
          timelinePath,
          in: scene.project.tree
        )
      else { throw Broken("nothing to accept") }
      item.outputs[0].content = content
      item.outputs[0].value = value
      try session.accept([item])
    case .restoreBackup:
      let backups = try scene.project.backups(
        of: timelinePath,
        recorded: session.recordedDocuments
      )
      guard let oldest = backups.last, try session.restore(oldest) else {
        throw Broken("no backup came back")
      }
    case .restoreRecorded:
      guard try session.restoreRecorded(timelinePath) else { throw Broken("nothing came back") }
    case .earlierAsset:
      let key = ItemKey(stage: "stage", item: "picture")
      guard let earlier = session.withState({ $0.superseded[key]?.last }) else {
        throw Broken("no earlier commit")
      }
      try scene.commit(again: earlier, in: session)
    case .prune: _ = try session.pruneBackups(days: -1)
    case .migrate, .migrateMany: try session.migrate(try scene.project.pendingMigrations())
    case .compact:
      var report = RecoveryReport()
      try session.mendControl(&report)
    case .repair:
      for output in session.withState(\.recordedOutputs) {
        if case .unreadable = try session.memo.look(at: output.path, in: scene.project.tree) {
          _ = try session.restore(output)
        }
      }
    case .delete: _ = try session.moveToTrash()
    }
  }

  private static func save(_ title: String, _ scene: Scene, _ session: ProjectSession) throws {
    try scene.commit("timeline", ["timeline.json": timeline(title)], in: session)
    acknowledge(session)
  }

  // MARK: - Pieces

  private static func acknowledge(_ session: ProjectSession) {
    // `committed` may ride on the next sync; what a person is told is told after the session's end.
  }

  private static func acknowledge() { _ = write(STDOUT_FILENO, "ack\n", 4) }

  static var timelinePath: ProjectPath { get throws { try Scene.path("timeline.json") } }

  static func timeline(_ title: String) -> [UInt8] {
    let filler = String(repeating: "frame ", count: 250)
    return DocumentCoding.bytes([
      "kind": "timeline", "version": "1.0", "createdAt": "2026-01-01T00:00:00Z",
      "title": .string(title), "notes": .string(filler + title),
      "fps": ["num": 30, "den": 1], "width": 1920, "height": 1080, "durationInFrames": 0,
      "visuals": [], "narration": [], "captions": [], "decisions": [],
    ])
  }

  private static func old() -> [UInt8] {
    Array("{\"version\": \"0.9\", \"timestamp\": \"2025-01-01T00:00:00Z\", \"topics\": []}\n".utf8)
  }

  private static func oldScript(_ topic: String) -> [UInt8] {
    Array(
      """
      {"version": "0.9", "timestamp": "2025-01-01T00:00:00Z", "topicId": "\(topic)", \
      "title": "T", "language": "en", "segments": [], "sources": []}

      """.utf8
    )
  }

  static func picture(_ seed: UInt8) -> [UInt8] {
    (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ Int(seed) &* 7 &+ $0 / 251) }
  }

  private static func damage(_ scene: Scene, _ name: String, cut: Bool = false) throws {
    let path = try Scene.path(name)
    guard var bytes = try scene.bytes(path) else { throw Broken("\(name) is missing") }
    if cut { bytes.removeLast(bytes.count / 2) } else { bytes[bytes.count / 2] ^= 1 }
    try scene.put(bytes, at: path)
  }
}
