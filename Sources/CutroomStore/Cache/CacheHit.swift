package import CutroomModel
import CutroomSystem

/// An entry that was found: its files stay readable whatever becomes of the entry.
package final class CacheHit: Sendable {
  package let files: [CachedFile]
  let slot: CacheSlot
  private let folder: Folder
  /// Where `metadata.json` may be found too.
  private let recent: CacheRecent?

  package var key: CacheKey { slot.key }
  /// Microseconds since 1970.
  package var createdAt: Int64 { slot.createdAt }

  /// Opens an entry; nil where a file is missing or is none.
  init?(_ slot: CacheSlot, folders: CacheFolders) throws {
    self.slot = slot
    recent = nil
    if slot.files == 1 {
      // One call instead of two: this is what nearly every hit is.
      folder = folders[slot.key.kind]
      guard let file = try CachedFile(only: slot, in: folder) else { return nil }
      files = [file]
      return
    }
    guard let entry = try folders.entry(slot.key),
      let (metadata, bytes) = try CacheReading(entry: entry, key: slot.key).metadata(),
      Digest(sha256: bytes) == slot.content
    else { return nil }
    folder = entry
    var files: [CachedFile] = []
    for (place, file) in metadata.files.enumerated() {
      guard let opened = try CachedFile(file, at: place, in: entry) else { return nil }
      files.append(opened)
    }
    self.files = files
  }

  /// An entry that is among what was kept last; nil where it is not any more.
  init?(_ slot: CacheSlot, recent: CacheRecent, folders: CacheFolders) {
    let folder = folders[slot.key.kind]
    guard let data = recent.data(slot),
      let file = CachedFile(only: slot, data, in: folder)
    else { return nil }
    self.slot = slot
    self.folder = folder
    self.recent = recent
    files = [file]
  }

  /// What `metadata.json` says of where the entry came from; nil where the entry is gone meanwhile.
  package func about() throws -> JSONValue? { try metadata()?.metadata.about }

  /// What `metadata.json` says, with its bytes; nil where it is gone or spoilt.
  func metadata() throws -> (metadata: CacheMetadata, bytes: [UInt8])? {
    if let bytes = recent?.metadata(slot) {
      return CacheReading.metadata(bytes, of: key).map { ($0, bytes) }
    }
    let entry = slot.files == 1 ? try? folder.folder(slot.key.digest.description) : folder
    guard let entry else { return nil }
    return try CacheReading(entry: entry, key: slot.key).metadata()
  }

  enum Check {
    /// By what stat(2) says: nothing was written since the bytes were last seen.
    case known
    /// By reading; with what to remember.
    case right(CacheSlot.Memo?)
    case wrong
  }

  /// Whether the files hold the bytes that they were given.
  func check() throws -> Check {
    if slot.files == 1, let opened = files.first?.opened { return try checkOne(opened) }
    for file in files where try !file.hasRightBytes() { return .wrong }
    return .right(nil)
  }

  /// Whether the bytes are right by what stat(2) says, or by their checksum.
  var isKnown: Bool {
    guard slot.files == 1, let file = files.first else { return false }
    return file.opened.map(isKnown) ?? true
  }

  private func isKnown(_ opened: OpenedFile) -> Bool {
    opened.memo == slot.memo && opened.facts.size == slot.dataSize
  }

  private func checkOne(_ opened: OpenedFile) throws -> Check {
    if isKnown(opened) { return .known }
    let lookedAt = SystemClock.real.now() * 1000
    guard try files[0].hasRightBytes() else { return .wrong }
    return .right(Stamp.isOld(opened.facts.modified, at: lookedAt) ? opened.memo : nil)
  }
}
