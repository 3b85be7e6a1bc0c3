import CutroomModel
import CutroomSystem

/// An entry that is being built aside, read-only file by read-only file.
struct CacheStaging {
  private let folder: Folder
  /// Whether the bytes must outlive a power cut.
  private let isFlushed: Bool

  init(_ folder: Folder, isFlushed: Bool) {
    self.folder = folder
    self.isFlushed = isFlushed
  }

  /// Takes the data files in; their digests, and the facts of the first.
  ///
  /// Throws `CacheError.changed` where one has not the size any more that it had, and
  /// `CacheError.unexpected` where its bytes are not those that were expected.
  func fill(
    _ content: CacheContent,
    measured: [CacheFile]
  ) throws -> (files: [CacheFile], memo: CacheSlot.Memo) {
    var files: [CacheFile] = []
    var memo = CacheSlot.Memo()
    for (place, file) in content.files.enumerated() {
      let name = CacheFile.name(at: place, ending: file.ending)
      let (digest, facts) = try take(file.source, measured[place].sha256, as: name)
      guard facts.size == measured[place].size,
        let taken = CacheFile(ending: file.ending, size: facts.size, sha256: digest)
      else { throw CacheError.changed(path: folder.join(name)) }
      guard digest == file.expected ?? digest else { throw CacheError.unexpected(file: name) }
      files.append(taken)
      if place == 0 {
        memo = CacheSlot.Memo(
          inode: facts.inode,
          modified: facts.modified,
          boot: ThisBoot.number
        )
      }
    }
    return (files, memo)
  }

  /// Writes `metadata.json`, and makes everything durable that has to be.
  func finish(metadata: [UInt8]) throws(SystemError) {
    let file = try folder.createFile(CacheMetadata.name, mode: 0o400)
    try file.writeAll(metadata)
    if isFlushed {
      try file.sync(path: folder.join(CacheMetadata.name))
      try folder.sync()
    }
  }

  // MARK: -

  /// `known` is the digest of bytes that are at hand.
  private func take(
    _ source: CacheContent.Source,
    _ known: Digest,
    as name: String
  ) throws -> (Digest, FileFacts) {
    switch source {
    case .bytes(let bytes):
      let file = try folder.createFile(name, mode: 0o444)
      try file.writeAll(bytes)
      return (known, try seal(file, name))
    case .pieces(_, let body):
      let file = try folder.createFile(name, mode: 0o444)
      try body { try file.writeAll($0) }
      return (Digest(hash: try file.sha256(path: folder.join(name))), try seal(file, name))
    case .copying(let other, let original):
      let file = try folder.createFile(name, mode: 0o444)
      try file.copyAll(from: other.openFile(original), path: folder.join(name))
      // What is hashed is the copy: the original may change meanwhile.
      return (Digest(hash: try file.sha256(path: folder.join(name))), try seal(file, name))
    case .moving(let other, let original):
      // Its own name stays until the entry is kept: what fails on the way loses nothing.
      do { try other.link(original, to: name, in: folder) } catch {
        return try take(.copying(other, original), known, as: name)
      }
      let file = try folder.openFile(name)
      try file.setMode(0o444)
      return (Digest(hash: try file.sha256(path: folder.join(name))), try seal(file, name))
    }
  }

  /// Gives a data file a time of its last change that lies back by a chance amount: whoever changes
  /// the bytes sets another one, even within the same tick of the file system's clock.
  private func seal(
    _ file: borrowing Descriptor,
    _ name: String
  ) throws(SystemError) -> FileFacts {
    let back = Int64.random(in: 1_000_000_000...2_000_000_000)
    try file.setModified(SystemClock.real.now() * 1000 - back)
    if isFlushed { try file.sync(path: folder.join(name)) }
    return try FileFacts(descriptor: file.raw)
  }
}
