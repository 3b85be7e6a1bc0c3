package import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// The paths of JSON files that the journal knows.
  package var recordedDocuments: Set<ProjectPath> {
    withState { state in
      let made = state.items.values.flatMap(\.values).flatMap(\.outputs).map(\.path)
      return Set((made + state.files.keys).filter(\.isJSON))
    }
  }

  /// Puts a backup in the place of its document.
  ///
  /// What stands there becomes the newest backup, or `<file>.corrupt-<time>` where it cannot be read.
  /// False where the document has that value already: then nothing was written. Throws
  /// `StoreError.invalid` for a backup that is no valid document.
  package func restore(_ backup: Backup) throws -> Bool {
    if let fault = backup.fault {
      throw StoreError.invalid(path: backup.path, reason: fault)
    }
    guard let path = ProjectPath(backup.path),
      let bytes = try project.tree.read(path, limit: JSONLimits.document.bytes)
    else { throw StoreError.lost(path: backup.path, reason: "it is gone") }
    return try put(bytes, at: backup.document)
  }

  /// Puts the version that the journal names in the place of a document, as ``restore(_:)`` does.
  ///
  /// Throws `StoreError.lost` where no record names the file, or nothing has its bytes any more.
  package func restoreRecorded(_ path: ProjectPath) throws -> Bool {
    guard let output = recordedOutput(at: path) else {
      throw StoreError.lost(path: path.description, reason: "no record names it")
    }
    if case .file(output.content, _)? = try? memo.look(at: path, in: project.tree) { return false }
    guard path.isJSON else {
      guard try restore(output) != nil else {
        throw StoreError.lost(path: path.description, reason: "its recorded bytes are gone")
      }
      return true
    }
    if let bytes = try objects.bytes(output.content) {
      return try put(bytes, at: path, isExact: true)
    }
    for backup in try project.backups(of: path, recorded: [path]) where backup.isValid {
      guard let place = ProjectPath(backup.path),
        let bytes = try project.tree.read(place, limit: JSONLimits.document.bytes),
        DocumentCoding.digest(try Project.parse(bytes, path: path)) == output.value
      else { continue }
      return try put(bytes, at: path)
    }
    throw StoreError.lost(path: path.description, reason: "its recorded bytes are gone")
  }

  /// Removes backups kept longer than `days`; returns what was, or would be, removed.
  ///
  /// A document's newest valid backup always stays, and all of them where none is valid.
  package func pruneBackups(days: Int, isDryRun: Bool = false) throws -> [Backup] {
    let limit = project.clock.now() &- Int64(days) * 86_400_000_000
    var removed: [Backup] = []
    let all = try project.backups(recorded: recordedDocuments)
    for (_, backups) in Dictionary(grouping: all, by: \.document) {
      guard let newest = backups.first(where: \.isValid) else { continue }
      removed += backups.filter { $0 != newest && $0.keptAt < limit }
    }
    removed.sort { ($0.document, $0.generation) < ($1.document, $1.generation) }
    if !isDryRun { for backup in removed { try remove(backup) } }
    return removed
  }

  private func remove(_ backup: Backup) throws {
    guard let folder = try project.tree.folder(backup.document.folder) else { return }
    try folder.remove(FileWriter.backup(backup.document.name, backup.generation))
    try folder.sync()
  }

  private func recordedOutput(at path: ProjectPath) -> OutputRecord? {
    withState { state in
      for items in state.items.values {
        for item in items.values {
          if let output = item.outputs.first(where: { $0.path == path }) { return output }
        }
      }
      return state.files[path]
    }
  }

  /// False where the value, or with `isExact` each byte, stands there already.
  private func put(_ bytes: [UInt8], at path: ProjectPath, isExact: Bool = false) throws -> Bool {
    let value = DocumentCoding.digest(try Project.parse(bytes, path: path))
    let folder = try project.tree.makeFolder(path.folder)
    var generations = 0
    switch try standing(at: path, isExact: isExact) {
    case .missing: break
    case .unreadable: try setAside(path, in: folder)
    case .file(let content, let live)
    where isExact ? content == Digest(sha256: bytes) : live == value:
      return false
    case .file(let content, _):
      generations = max(1, backupGenerations)
      try record([.kept(path, content: content)], durable: true)
    }
    let rotation = FileWriter.Rotation(generations: generations)
    try beginChanging()
    let writer = FileWriter(folder: folder)
    try writer.replace(path.name, bytes: bytes, mode: 0o666, rotation: rotation)
    return true
  }

  /// What a restore replaces; to a user who asks for the recorded bytes, a document of a newer version
  /// is one to be set aside.
  private func standing(at path: ProjectPath, isExact: Bool) throws -> FileLook {
    do { return try memo.read(path, in: project.tree) } catch StoreError.newer where isExact {
      return .unreadable(reason: "it is of a newer version")
    }
  }
}
