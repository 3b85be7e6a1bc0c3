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
    guard let bytes = try project.bytes(ofBackup: backup.generation, of: backup.document) else {
      throw StoreError.lost(path: backup.path, reason: "it is gone")
    }
    return try put(bytes, at: backup.document)
  }

  /// Puts the version that the journal names in the place of a document, as ``restore(_:)`` does.
  ///
  /// Throws `StoreError.lost` where no record names the file, or nothing has its bytes any more.
  package func restoreRecorded(_ path: ProjectPath) throws -> Bool {
    guard let output = withState({ $0.recordedOutput(at: path) }) else {
      throw StoreError.lost(path: path.description, reason: "no record names it")
    }
    if try isAsRecorded(output) { return false }
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
      guard let bytes = try project.bytes(ofBackup: backup.generation, of: path),
        DocumentCoding.digest(try Project.parse(bytes, path: path)) == output.value
      else { continue }
      return try put(bytes, at: path)
    }
    throw StoreError.lost(path: path.description, reason: "its recorded bytes are gone")
  }

  /// Gives a document that still says what was recorded the recorded bytes, too; false where it says
  /// something else by now, or has those bytes already.
  ///
  /// What stands there becomes the newest backup. Throws `StoreError.lost` where nothing has the
  /// recorded bytes, and `.changed` where an editor saves the file meanwhile.
  package func rewriteRecorded(_ path: ProjectPath) throws -> Bool {
    guard let output = withState({ $0.recordedOutput(at: path) }), let value = output.value,
      let bytes = try objects.bytes(output.content)
    else { throw StoreError.lost(path: path.description, reason: "its recorded bytes are gone") }
    let recorded = try DocumentBytes(bytes, at: path)
    struct SaysSomethingElse: Error {}
    do {
      return try replaceDocument(path, isExact: true) { seen in
        guard let now = seen.value, DocumentCoding.digest(now) == value else {
          throw SaysSomethingElse()
        }
        return recorded
      } != nil
    } catch is SaysSomethingElse { return false }
  }

  /// Removes backups kept longer than `days`; returns what was, or would be, removed.
  ///
  /// A document's newest valid backup always stays, and all of them where none is valid.
  package func pruneBackups(days: Int, isDryRun: Bool = false) throws -> [Backup] {
    let limit = project.clock.now() &- Int64(days) * 86_400_000_000
    let replacedAt = withState(\.replacedAt)
    var removed: [Backup] = []
    let all = try project.backupFiles(recorded: recordedDocuments)
    for files in Dictionary(grouping: all, by: \.document).values {
      removed += try prunable(files, before: limit, replacedAt)
    }
    removed.sort { ($0.document, $0.generation) < ($1.document, $1.generation) }
    if !isDryRun { for backup in removed { try remove(backup) } }
    return removed
  }

  /// What the end of a session removes: as ``pruneBackups(days:isDryRun:)``, but only files that lie
  /// unchanged for that long are looked into, so that it costs little where there is nothing to do.
  func pruneOldBackups() throws {
    let limit = project.clock.now() &- Int64(keeping.backupDays) * 86_400_000_000
    let all = try project.backupFiles(recorded: recordedDocuments)
    for files in Dictionary(grouping: all, by: \.document).values
    where files.contains(where: { $0.facts.changed / 1000 < limit }) {
      for backup in try prunable(files, before: limit, withState(\.replacedAt)) {
        try remove(backup)
      }
    }
  }

  /// `files` are those of one document, newest first.
  private func prunable(
    _ files: [BackupFile],
    before limit: Int64,
    _ replacedAt: [Digest: Int64]
  ) throws -> [Backup] {
    let backups = try files.map { try project.inspect($0, replacedAt: replacedAt) }
    guard let newest = backups.first(where: \.isValid) else { return [] }
    return backups.filter { $0 != newest && $0.keptAt < limit }
  }

  private func isAsRecorded(_ output: OutputRecord) throws -> Bool {
    do {
      guard case .file(output.content, _) = try memo.look(at: output.path, in: project.tree)
      else { return false }
      return true
    } catch StoreError.newer { return false }
  }

  private func remove(_ backup: Backup) throws {
    guard let folder = try project.tree.folder(backup.document.folder) else { return }
    try folder.remove(FileWriter.backup(backup.document.name, backup.generation))
    try folder.sync()
  }

  /// False where the value, or with `isExact` each byte, stands there already.
  private func put(_ bytes: [UInt8], at path: ProjectPath, isExact: Bool = false) throws -> Bool {
    let document = try DocumentBytes(bytes, at: path)
    try use(document, at: path)
    return try replaceDocument(path, isExact: isExact) { _ in document } != nil
  }
}

extension ProjectState {
  /// When bytes that items once had were last replaced, as far as the journal still tells.
  package var replacedAt: [Digest: Int64] {
    var times: [Digest: Int64] = [:]
    for (key, generations) in superseded {
      for (index, old) in generations.enumerated() {
        let next = index + 1 < generations.count ? generations[index + 1] : self[key]
        guard let next else { continue }
        for output in old.outputs {
          times[output.content] = max(times[output.content] ?? 0, next.at)
        }
      }
    }
    return times
  }
}
