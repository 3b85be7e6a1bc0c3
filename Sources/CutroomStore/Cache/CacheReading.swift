import CutroomModel
import CutroomSystem

/// An entry as its own files describe it.
struct CacheReading {
  let entry: Folder
  let key: CacheKey

  /// What `metadata.json` says, with its bytes; nil where it is missing, unreadable or of another key.
  func metadata() throws -> (metadata: CacheMetadata, bytes: [UInt8])? {
    guard try entry.facts(CacheMetadata.name)?.kind == .regular else { return nil }
    let file: Descriptor
    do { file = try entry.openFile(CacheMetadata.name) } catch {
      if error.code == .noSuchFile { return nil }
      throw error
    }
    let bytes: [UInt8]
    do {
      bytes = try file.readAll(limit: Self.longest, path: entry.join(CacheMetadata.name))
    } catch {
      if error.code == .fileTooLarge { return nil }
      throw error
    }
    return Self.metadata(bytes, of: key).map { ($0, bytes) }
  }

  /// What the bytes of `metadata.json` say; nil where they are unreadable or of another key.
  static func metadata(_ bytes: [UInt8], of key: CacheKey) -> CacheMetadata? {
    guard let json = try? JSONReader.read(bytes), let metadata = CacheMetadata(json),
      metadata.key == key
    else { return nil }
    return metadata
  }

  /// The slot of the entry, as far as sizes tell whether it is whole; nil where they tell it is not.
  func slot() throws -> CacheSlot? {
    guard let (metadata, bytes) = try metadata() else { return nil }
    for (place, file) in metadata.files.enumerated() {
      let facts = try entry.facts(CacheFile.name(at: place, ending: file.ending))
      guard facts?.kind == .regular, facts?.size == file.size else { return nil }
    }
    return CacheSlot(metadata, bytes: bytes)
  }

  static let longest = 8 << 20
}

extension CacheSlot {
  /// The slot of an entry with this metadata, used when it was made; nil where no entry is so large.
  init?(_ metadata: CacheMetadata, bytes: [UInt8]) {
    guard let first = metadata.files.first else { return nil }
    var size = Int64(bytes.count)
    for file in metadata.files {
      let sum = size.addingReportingOverflow(file.size)
      if sum.overflow { return nil }
      size = sum.partialValue
    }
    self.init(
      key: metadata.key,
      content: metadata.files.count == 1 ? first.sha256 : Digest(sha256: bytes),
      size: size,
      createdAt: metadata.createdAt.microseconds,
      expiresAt: metadata.expiresAt?.microseconds,
      files: metadata.files.count,
      ending: first.ending,
      dataSize: first.size,
      lastUsed: metadata.createdAt.microseconds
    )
  }
}
