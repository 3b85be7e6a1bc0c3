package import CutroomModel
import CutroomSystem

extension Workspace {
  /// The folders that every project has from the start.
  static let standardFolders = [
    "topics", "scripts", "assets/images", "assets/videos", "assets/audio", "assets/music",
    "renders", "logs",
  ]

  /// Makes a project whole in a folder aside, then gives it its name.
  ///
  /// Throws `StoreError.projectExists` where somebody else has made it first.
  package func createProject(
    id: ProjectID,
    title: String,
    pipeline: JSONValue? = nil
  ) throws -> Project {
    let draft = try draft(for: id)
    return try finish(draft, as: id) {
      try fill(draft.folder, id: id, title: title, pipeline: pipeline)
    }
  }

  private func fill(_ draft: Folder, id: ProjectID, title: String, pipeline: JSONValue?) throws {
    for folder in Self.standardFolders { _ = try draft.makeFolder(folder) }
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
    let bytes = try DocumentCoding.checkedBytes(value, at: path)
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
