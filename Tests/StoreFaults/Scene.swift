import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// A workspace with one project, opened at a path; everything a fault test does to a store.
struct Scene {
  static let id = "p"
  let workspace: Workspace
  let project: Project

  /// Opens what is there.
  init(_ path: String, clock: SystemClock = .real) throws {
    workspace = try Workspace.open(path, clock: clock)
    project = try workspace.project(Self.id)
  }

  /// Makes a fresh folder with a workspace and an empty project.
  static func make(_ path: String, title: String = "P", pipeline: JSONValue? = nil) throws -> Scene
  {
    guard mkdir(path, 0o755) == 0 else { throw SystemError.last("mkdir", path: path) }
    let workspace = try Workspace.create(path, pipeline: ["stages": []])
    _ = try workspace.createProject(id: try projectID(), title: title, pipeline: pipeline)
    return try Scene(path)
  }

  static func projectID() throws -> ProjectID {
    guard let id = ProjectID(Self.id) else { throw Broken("no id") }
    return id
  }

  func session(
    patience: ProjectLock.Patience = .endless,
    keeping: Keeping = Keeping()
  ) throws -> (session: ProjectSession, report: RecoveryReport) {
    try ProjectSession.open(
      project,
      command: "fault",
      patience: patience,
      keeping: keeping
    )
  }

  /// Makes and commits an item with these files, as a run does.
  @discardableResult
  func commit(
    _ name: String,
    _ files: [String: [UInt8]],
    in session: ProjectSession
  ) throws
    -> ItemRecord
  {
    let attempt = "r1-\(RandomName.hex(8))"
    let folder = try begin(attempt, of: ItemKey(stage: "stage", item: name), in: session)
    for (text, bytes) in files {
      let path = try Self.path(text)
      let file = try folder.makeFolder(path.folder).createFile(path.name, mode: 0o644)
      try file.writeAll(bytes)
      try file.close()
    }
    let finished = FinishedItem(
      key: ItemKey(stage: "stage", item: name),
      fingerprint: Fingerprint(parts: []),
      outputs: try files.keys.sorted().map(Self.path),
      decisions: [],
      run: "r1",
      attempt: attempt,
      milliseconds: 1
    )
    let record = try session.commit(finished, attempt: folder)
    session.endAttempt(attempt, of: finished.key)
    return record
  }

  /// Makes an attempt's folder as the engine does: recorded first.
  private func begin(
    _ attempt: String,
    of key: ItemKey,
    in session: ProjectSession
  ) throws -> Folder {
    let started = StartedItem(key: key, run: "r1", attempt: attempt, at: project.clock.now())
    try session.record([.started(started)], durable: false)
    return try project.control("attempts").makeFolder(attempt)
  }

  /// Commits the outputs of an earlier commit anew, as a run does that need not do the work again.
  func commit(again earlier: ItemRecord, in session: ProjectSession) throws {
    let attempt = "r1-\(RandomName.hex(8))"
    let folder = try begin(attempt, of: earlier.key, in: session)
    try session.lay(earlier, into: folder)
    let finished = FinishedItem(
      key: earlier.key,
      fingerprint: earlier.fingerprint,
      outputs: earlier.outputs.map(\.path),
      decisions: [],
      run: "r1",
      attempt: attempt,
      milliseconds: 1
    )
    _ = try session.commit(finished, attempt: folder)
    session.endAttempt(attempt, of: finished.key)
  }

  /// Writes past the store, as an editor or a failing disk does.
  func put(_ bytes: [UInt8], at path: ProjectPath) throws {
    let folder = try project.tree.makeFolder(path.folder)
    try folder.remove(path.name)
    let file = try folder.createFile(path.name, mode: 0o644)
    try file.writeAll(bytes)
    try file.close()
  }

  func bytes(_ path: ProjectPath) throws -> [UInt8]? { try project.tree.read(path, limit: 1 << 26) }

  static func path(_ text: String) throws -> ProjectPath {
    guard let path = ProjectPath(text) else { throw Broken("\(text) is no path") }
    return path
  }
}

/// A promise that did not hold, or a test that cannot go on.
struct Broken: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
