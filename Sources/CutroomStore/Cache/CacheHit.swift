package import CutroomModel
import CutroomSystem

/// An entry that was found, its files open: they stay readable whatever becomes of the entry.
package final class CacheHit: Sendable {
  package let files: [CachedFile]
  let slot: CacheSlot
  private let folder: Folder

  package var key: CacheKey { slot.key }
  /// Microseconds since 1970.
  package var createdAt: Int64 { slot.createdAt }

  /// Opens an entry; nil where a file is missing or is none.
  init?(_ slot: CacheSlot, folders: CacheFolders) throws {
    self.slot = slot
    if slot.files == 1 {
      // One call instead of two: this is what nearly every hit is.
      folder = folders[slot.key.kind]
      let file = CacheFile(ending: slot.ending, size: slot.dataSize, sha256: slot.content)
      let name = "\(slot.key.digest)/\(CacheFile.name(at: 0, ending: slot.ending))"
      guard let file, let opened = try CachedFile(file, name: name, in: folder) else { return nil }
      files = [opened]
      return
    }
    guard let entry = try folders.entry(slot.key),
      let (metadata, bytes) = try CacheReading(entry: entry, key: slot.key).metadata(),
      Digest(sha256: bytes) == slot.content
    else { return nil }
    folder = entry
    var files: [CachedFile] = []
    for (place, file) in metadata.files.enumerated() {
      let name = CacheFile.name(at: place, ending: file.ending)
      guard let opened = try CachedFile(file, name: name, in: entry) else { return nil }
      files.append(opened)
    }
    self.files = files
  }

  /// What `metadata.json` says of where the entry came from; nil where the entry is gone meanwhile.
  package func about() throws -> JSONValue? { try metadata()?.metadata.about }

  /// What `metadata.json` says, with its bytes; nil where it is gone or spoilt.
  func metadata() throws -> (metadata: CacheMetadata, bytes: [UInt8])? {
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
    if slot.files == 1, let file = files.first { return try checkOne(file) }
    for file in files where try !file.hasRightBytes() { return .wrong }
    return .right(nil)
  }

  private func checkOne(_ file: CachedFile) throws -> Check {
    let memo = CacheSlot.Memo(
      inode: file.facts.inode,
      modified: file.facts.modified,
      boot: ThisBoot.number
    )
    if memo == slot.memo, file.facts.size == slot.dataSize { return .known }
    let lookedAt = SystemClock.real.now() * 1000
    guard try file.hasRightBytes() else { return .wrong }
    return .right(Stamp.isOld(file.facts.modified, at: lookedAt) ? memo : nil)
  }
}
