import CutroomModel
import CutroomSystem

/// What changes inside a project when it gets another id: `metadata.json` names it, and recorded
/// failures name logs under it.
extension ProjectSession {
  /// Writes the id into the project, recorded and with the old version as newest backup; nothing
  /// where it stands there already.
  ///
  /// A `metadata.json` that is missing or cannot be read stays as it is: recovery or a person has to
  /// see to that first. To be done again after a crash.
  func takeID(_ id: ProjectID, isCopy: Bool = false, areLogsGone: Bool = false) throws {
    try recordLogs(under: id, areGone: isCopy || areLogsGone)
    guard let (bytes, named) = try metadata(naming: id) else { return }
    var value = named
    if isCopy {
      value["createdAt"] = .string(Instant(microseconds: project.clock.now()).iso8601)
    }
    // Nothing of a copy's own is replaced, so nothing becomes a backup.
    try replaceMetadata(with: DocumentCoding.bytes(value), keeping: isCopy ? nil : bytes)
  }

  /// Keeps the copy of `metadata.json` that ``takeID(_:isCopy:)`` is going to need.
  func keepMetadata(naming id: ProjectID) throws {
    guard let (_, value) = try metadata(naming: id) else { return }
    let bytes = DocumentCoding.bytes(value)
    try objects.keep(bytes, digest: Digest(sha256: bytes))
  }

  /// The bytes of `metadata.json`, and its value with another id; nil where it has that id, or
  /// cannot be read.
  private func metadata(naming id: ProjectID) throws -> (bytes: [UInt8], value: JSONValue)? {
    guard let bytes = try project.tree.read(.metadata, limit: JSONLimits.document.bytes),
      var value = try? JSONReader.read(bytes), (try? Project.parse(bytes, path: .metadata)) != nil,
      let written = value["projectId"]?.string, written != id.description
    else { return nil }
    value["projectId"] = .string(id.description)
    return (bytes, value)
  }

  private func replaceMetadata(with bytes: [UInt8], keeping old: [UInt8]?) throws {
    let content = Digest(sha256: bytes)
    let output = OutputRecord(
      path: .metadata,
      content: content,
      value: DocumentCoding.digest(try Project.parse(bytes, path: .metadata)),
      size: Int64(bytes.count)
    )
    try objects.keep(bytes, digest: content)
    // Recorded first: the new version must never look like somebody's edit.
    let keeps = keeping.backups > 0 ? old : nil
    let kept = keeps.map { JournalRecord.kept(.metadata, content: Digest(sha256: $0)) }
    let wrote = JournalRecord.wrote(output, at: project.clock.now())
    try record([kept, wrote].compactMap(\.self), durable: true)
    try FileWriter(folder: project.tree.root).replace(
      ProjectPath.metadata.name,
      bytes: bytes,
      mode: 0o666,
      rotation: .init(generations: keeps == nil ? 0 : keeping.backups)
    )
  }

  private func recordLogs(under id: ProjectID, areGone: Bool) throws {
    let failures = withState(\.failures)
    let moved = failures.compactMap { key, failed -> JournalRecord? in
      guard let log = failed.failure.log, let tail = Self.tail(ofLog: log) else { return nil }
      let place = areGone ? nil : ".cutroom/\(id)/\(tail)"
      guard place != log else { return nil }
      var failure = failed.failure
      failure.log = place
      return .failed(key, failure, run: failed.run, at: failed.at)
    }
    if !moved.isEmpty { try record(moved, durable: true) }
  }

  /// `.cutroom/<id>/logs/…` → `logs/…`.
  private static func tail(ofLog path: String) -> String? {
    let parts = path.split(separator: "/", maxSplits: 2)
    return parts.count == 3 && parts[0] == ".cutroom" ? String(parts[2]) : nil
  }
}
