import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc
import Testing

/// A workspace in a fresh folder with one project, and a clock that can be set forward.
final class KeptProject {
  let path: String
  let workspace: Workspace
  let project: Project
  private let shift: Locked<Int64>

  init() throws {
    path = "/tmp/cutroom-store-\(RandomName.hex(12))"
    try #require(mkdir(path, 0o755) == 0)
    let shift = Locked<Int64>(0)
    self.shift = shift
    let clock = SystemClock(
      now: { SystemClock.real.now() + shift.withLock { $0 } },
      monotonic: SystemClock.real.monotonic
    )
    workspace = try Workspace.create(path, pipeline: ["stages": []], clock: clock)
    project = try workspace.createProject(id: #require(ProjectID("p")), title: "P")
  }

  deinit {
    if let folder = try? Folder.open("/tmp") {
      try? folder.removeTree(String(path.dropFirst("/tmp/".count)))
    }
  }

  func letPass(days: Int64) { shift.withLock { $0 += days * 86_400_000_000 } }

  func session() throws -> ProjectSession {
    try ProjectSession.open(project, command: "test", patience: .none).session
  }

  /// Brings back the project of this id that was deleted last.
  func undelete(as id: ProjectID? = nil) throws -> Project {
    try workspace.undelete(#require(try workspace.trash(of: project.id).first), as: id)
  }

  /// Writes as an editor does, past the store.
  func put(_ text: String, at file: String) throws {
    let path = try #require(ProjectPath(file))
    let folder = try project.tree.makeFolder(path.folder)
    try folder.remove(path.name)
    try folder.createFile(path.name, mode: 0o644).writeAll(Array(text.utf8))
  }

  func text(_ file: String) throws -> String? {
    let path = try #require(ProjectPath(file))
    return try project.tree.read(path, limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
  }

  func json(_ file: String) throws -> JSONValue? {
    try project.json(try #require(ProjectPath(file)))
  }

  /// Every name in a folder of the project.
  func names(_ folder: String = "") throws -> [String] {
    try #require(try project.tree.folder(folder)).names()
  }
}

/// A document `timeline.json` that differs by its title.
func timeline(_ title: String, version: String = "1.0") -> String {
  """
  {"kind": "timeline", "version": "\(version)", "createdAt": "2026-01-01T00:00:00Z",
   "title": "\(title)", "fps": {"num": 30, "den": 1}, "width": 1920, "height": 1080,
   "durationInFrames": 0, "visuals": [], "narration": [], "captions": [], "decisions": []}

  """
}
