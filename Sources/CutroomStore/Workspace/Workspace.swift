package import CutroomModel
package import CutroomSystem

/// A folder with `pipeline.json`, its projects, library and caches.
package final class Workspace: Sendable {
  package let tree: Tree
  package let clock: SystemClock

  private init(_ root: Folder, clock: SystemClock) {
    tree = Tree(root)
    self.clock = clock
  }

  package var path: String { tree.root.path }

  /// Opens the workspace at `path`.
  ///
  /// Throws `StoreError.notAWorkspace` where it has no `pipeline.json`.
  package static func open(_ path: String, clock: SystemClock = .real) throws -> Workspace {
    let folder = try Folder.open(path)
    guard try folder.facts("pipeline.json")?.kind == .regular else {
      throw StoreError.notAWorkspace(path: path)
    }
    return Workspace(folder, clock: clock)
  }

  /// Finds the workspace that `start`, an absolute path, is in.
  package static func find(from start: String, clock: SystemClock = .real) throws -> Workspace {
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
        return Workspace(folder, clock: clock)
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
    clock: SystemClock = .real
  ) throws -> Workspace {
    let root = try Folder.open(path)
    for folder in ["public/projects", "cache", "logs", "library", "feeds"] {
      _ = try root.makeFolder(folder)
    }
    _ = try root.makeFolder(".cutroom", mode: 0o700)
    let workspace = Workspace(root, clock: clock)
    if try root.facts("pipeline.json") == nil {
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

  /// Makes a project whole in a folder aside, then gives it its name.
  package func createProject(
    id: ProjectID,
    title: String,
    pipeline: JSONValue? = nil
  ) throws -> Project {
    let projects = try tree.makeFolder("public/projects")
    if try projects.facts(id.description) != nil {
      throw StoreError.projectExists(id: id.description)
    }
    let control = try controlFolder()
    let draftName = "creating-\(RandomName.hex(16))"
    let draft = try control.makeFolder(draftName)
    do {
      try fill(draft, id: id, title: title, pipeline: pipeline)
      try control.renameWithoutReplacing(draftName, to: id.description, in: projects)
      try projects.sync()
    } catch {
      try? control.removeTree(draftName)
      switch (error as? SystemError)?.code {
      case .exists?: throw StoreError.projectExists(id: id.description)
      case .crossDevice?: throw StoreError.split(path: projects.path)
      default: throw error
      }
    }
    return try project(id.description)
  }

  /// The folder for what never travels with a project: attempts, superseded outputs, trash, logs.
  package func controlFolder() throws(SystemError) -> Folder {
    try tree.root.makeFolder(".cutroom", mode: 0o700)
  }

  private func fill(_ draft: Folder, id: ProjectID, title: String, pipeline: JSONValue?) throws {
    for folder in [
      "topics", "scripts", "assets/images", "assets/videos", "assets/audio", "assets/music",
      "renders", "logs",
    ] {
      _ = try draft.makeFolder(folder)
    }
    let state = try draft.makeFolder(".cutroom", mode: 0o700)
    let metadata = ProjectMetadata(projectId: id.description, title: title)
    let value = try DocumentCoding.value(metadata, createdAt: Instant(microseconds: clock.now()))
    let bytes = DocumentCoding.bytes(value)
    let writer = FileWriter(folder: draft)
    try writer.create(ProjectPath.metadata.name, bytes: bytes, mode: 0o666)
    try record(bytes, DocumentCoding.digest(value), in: state)
    if let pipeline {
      try writer.create("pipeline.json", bytes: DocumentCoding.bytes(pipeline), mode: 0o666)
    }
  }

  /// Notes what `metadata.json` says, with a copy, so that it can be brought back.
  private func record(_ metadata: [UInt8], _ value: Digest, in state: Folder) throws {
    let content = Digest(sha256: metadata)
    try ObjectStore(folder: try state.makeFolder("objects", mode: 0o700))
      .keep(metadata, digest: content)
    let output = OutputRecord(
      path: .metadata,
      content: content,
      value: value,
      size: Int64(metadata.count)
    )
    let journal = try Journal(state)
    try journal.append([.wrote(output, at: clock.now())])
    try journal.sync()
  }
}
