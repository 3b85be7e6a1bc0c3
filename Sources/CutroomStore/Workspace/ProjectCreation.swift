package import CutroomModel
import CutroomSystem

extension Workspace {
  /// Makes a project whole in a folder aside, then gives it its name.
  ///
  /// Throws `StoreError.projectExists` where somebody else has made it first.
  package func createProject(
    id: ProjectID,
    title: String,
    pipeline: JSONValue? = nil
  ) throws -> Project {
    try requireLocalFiles()
    let projects = try tree.makeFolder("public/projects")
    if try projects.facts(id.description) != nil {
      throw StoreError.projectExists(id: id.description)
    }
    let control = try controlFolder()
    try Draft.sweep(control)
    let draft = try Draft(in: control)
    defer { withExtendedLifetime(draft.folder) {} }
    do {
      try fill(draft.folder, id: id, title: title, pipeline: pipeline)
      try control.renameWithoutReplacing(draft.name, to: id.description, in: projects)
    } catch {
      try? control.removeTree(draft.name)
      switch (error as? SystemError)?.code {
      case .exists: throw StoreError.projectExists(id: id.description)
      case .crossDevice: throw StoreError.split(path: projects.path)
      default: throw error
      }
    }
    try projects.sync()
    return try project(id.description)
  }

  private func fill(_ draft: Folder, id: ProjectID, title: String, pipeline: JSONValue?) throws {
    for folder in [
      "topics", "scripts", "assets/images", "assets/videos", "assets/audio", "assets/music",
      "renders", "logs",
    ] {
      _ = try draft.makeFolder(folder)
    }
    let now = clock.now()
    let metadata = ProjectMetadata(projectId: id.description, title: title)
    var documents = [
      ("metadata.json", try DocumentCoding.value(metadata, createdAt: Instant(microseconds: now)))
    ]
    if let pipeline { documents.append(("pipeline.json", pipeline)) }
    let state = try draft.makeFolder(".cutroom", mode: 0o700)
    let objects = ObjectStore(folder: try state.makeFolder("objects", mode: 0o700))
    var records: [JournalRecord] = []
    for (name, value) in documents {
      let record = try write(value, as: name, in: draft, objects)
      records.append(.wrote(record, at: now))
    }
    let journal = try Journal(state)
    try journal.append(records)
    try journal.sync()
  }

  private func write(
    _ value: JSONValue,
    as name: String,
    in draft: Folder,
    _ objects: ObjectStore
  ) throws -> OutputRecord {
    guard let path = ProjectPath(name) else {
      throw StoreError.invalid(path: name, reason: "its name is no path")
    }
    let bytes = DocumentCoding.bytes(value)
    let content = Digest(sha256: bytes)
    try objects.keep(bytes, digest: content)
    try FileWriter(folder: draft).create(name, bytes: bytes, mode: 0o666)
    return OutputRecord(
      path: path,
      content: content,
      value: DocumentCoding.digest(value),
      size: Int64(bytes.count)
    )
  }
}

/// A folder in which a project is made; locked by its maker, so that one left by a dead maker can be
/// told from one in work.
private struct Draft {
  private static let prefix = "creating-"
  let name: String
  let folder: Folder

  init(in control: Folder) throws(SystemError) {
    while true {
      let name = Self.prefix + RandomName.hex(16)
      if let folder = try Self.make(name, in: control) {
        self.name = name
        self.folder = folder
        return
      }
    }
  }

  /// Nil where a sweeper was faster than the lock: then there is another name.
  private static func make(_ name: String, in control: Folder) throws(SystemError) -> Folder? {
    do throws(SystemError) {
      let folder = try control.makeFolder(name)
      let facts = try FileFacts(descriptor: folder.raw)
      guard try folder.tryLock(), try control.facts(name)?.inode == facts.inode else { return nil }
      return folder
    } catch {
      if error.code == .noSuchFile { return nil }
      throw error
    }
  }

  /// Removes what dead makers left.
  static func sweep(_ control: Folder) throws(SystemError) {
    for name in try control.names() where name.hasPrefix(prefix) {
      do {
        let folder = try control.folder(name)
        // The lock lasts as long as the folder is open.
        defer { withExtendedLifetime(folder) {} }
        if try folder.tryLock() { try control.removeTree(name) }
      } catch {
        // Its maker gave it a name, or another sweeper was here.
        guard [.noSuchFile, .directoryNotEmpty].contains(error.code) else { throw error }
      }
    }
  }
}
