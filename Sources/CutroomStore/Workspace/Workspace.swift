package import CutroomModel
package import CutroomSystem

/// A folder with `pipeline.json`, its projects, library and caches.
package final class Workspace: Sendable {
  package let tree: Tree
  package let clock: SystemClock
  /// What nothing that is written here may show.
  package let secrets: Secrets
  /// Whether somebody promised that nothing else writes here, wherever it lies.
  private let isSingleWriter: Bool

  private init(_ root: Folder, clock: SystemClock, secrets: Secrets, isSingleWriter: Bool) {
    tree = Tree(root)
    self.clock = clock
    self.secrets = secrets
    self.isSingleWriter = isSingleWriter
  }

  package var path: String { tree.root.path }

  /// Opens the workspace at `path`.
  ///
  /// Throws `StoreError.notAWorkspace` where it has no `pipeline.json`.
  package static func open(
    _ path: String,
    clock: SystemClock = .real,
    secrets: Secrets = Secrets(),
    isSingleWriter: Bool = false
  ) throws -> Workspace {
    let folder = try Folder.open(path)
    guard try folder.facts("pipeline.json")?.kind == .regular else {
      throw StoreError.notAWorkspace(path: path)
    }
    return Workspace(folder, clock: clock, secrets: secrets, isSingleWriter: isSingleWriter)
  }

  /// Finds the workspace that `start`, an absolute path, is in.
  package static func find(
    from start: String,
    clock: SystemClock = .real,
    secrets: Secrets = Secrets(),
    isSingleWriter: Bool = false
  ) throws -> Workspace {
    var place = start
    while true {
      let folder = try Folder.open(place.isEmpty ? "/" : place)
      if let facts = try folder.facts("pipeline.json"),
        try folder.facts("public")?.kind == .directory
      {
        guard facts.kind == .regular else {
          let reason = "it must be a regular file; cutroom follows no links"
          throw StoreError.invalid(path: folder.join("pipeline.json"), reason: reason)
        }
        return Workspace(folder, clock: clock, secrets: secrets, isSingleWriter: isSingleWriter)
      }
      guard let slash = place.lastIndex(of: "/"), !place.isEmpty else {
        throw StoreError.workspaceNotFound(from: start)
      }
      place = String(place[..<slash])
    }
  }

  /// Makes a workspace at `path` with `pipeline` as its pipeline.json; what is there stays.
  package static func create(
    _ path: String,
    pipeline: JSONValue,
    clock: SystemClock = .real,
    secrets: Secrets = Secrets(),
    isSingleWriter: Bool = false
  ) throws -> Workspace {
    let root = try Folder.open(path)
    let workspace = Workspace(
      root,
      clock: clock,
      secrets: secrets,
      isSingleWriter: isSingleWriter
    )
    try workspace.requireLocalFiles()
    for folder in ["public/projects", "logs", "library", "feeds"] {
      _ = try root.makeFolder(folder)
    }
    for folder in [".cutroom", "cache"] { _ = try root.makeFolder(folder, mode: 0o700) }
    try workspace.inTurn {
      guard try root.facts("pipeline.json") == nil else { return }
      let bytes = DocumentCoding.bytes(pipeline)
      try FileWriter(folder: root).create("pipeline.json", bytes: bytes, mode: 0o666)
    }
    return workspace
  }

  /// The ids of the projects, in byte order.
  package func projectIDs() throws -> [ProjectID] {
    guard let projects = try tree.folder("public/projects") else { return [] }
    return try projects.names().compactMap { name in
      guard let id = ProjectID(name), try projects.facts(name)?.kind == .directory else {
        return nil
      }
      return id
    }
  }

  /// Throws `StoreError.onNetwork` where locks may not keep every other writer out, unless somebody
  /// promised that there is none.
  func requireLocalFiles() throws {
    if isSingleWriter { return }
    let kind = try FileSystemKind.under(tree.root)
    if kind.reach == .thisMachine { return }
    throw StoreError.onNetwork(path: path, fileSystem: kind.name)
  }

  /// Opens a project.
  ///
  /// Throws `StoreError.unknownProject` with the ids that there are.
  package func project(_ name: String) throws -> Project {
    guard let id = ProjectID(name),
      let folder = try tree.folder("public/projects/\(id)")
    else {
      throw StoreError.unknownProject(id: name, known: try projectIDs().map(\.description))
    }
    return Project(id: id, folder: folder, workspace: self)
  }

  /// A folder that belongs to no workspace, to be looked at as a project, or as a mere folder of files.
  ///
  /// Nothing may be written through it: it has no place for what does not travel with a project.
  package static func guest(
    _ path: String,
    clock: SystemClock = .real,
    secrets: Secrets = Secrets()
  ) throws -> Project {
    let root = try Folder.open(path)
    let workspace = Workspace(root, clock: clock, secrets: secrets, isSingleWriter: false)
    let bytes = try? workspace.tree.read(.metadata, limit: JSONLimits.document.bytes)
    let value = bytes.flatMap { try? JSONReader.read($0) }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let id = value?["projectId"]?.string.flatMap(ProjectID.init) ?? ProjectID(name) ?? .nameless
    return Project(id: id, folder: root, workspace: workspace)
  }

  /// The folder for what never travels with a project: attempts, superseded outputs, trash, logs.
  package func controlFolder() throws(SystemError) -> Folder {
    try tree.root.makeFolder(".cutroom", mode: 0o700)
  }
}
