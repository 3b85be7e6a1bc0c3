import CutroomModel
import CutroomSystem

/// An archive of cached things in which nothing has a name that no entry's file has; the entries are
/// not read yet.
final class OpenCacheArchive: Sendable {
  /// What the archive holds of one entry.
  struct Item {
    let key: CacheKey
    /// By their names in the entry's folder.
    var files: [String: ZipEntry] = [:]

    var size: Int64 { files.values.reduce(0) { $0 &+ $1.size } }
  }

  private static let limits: ZipLimits = {
    var limits = ZipLimits()
    limits.entries = 4_000_000
    return limits
  }()

  /// In the order of the archive.
  let items: [Item]
  private let file: Descriptor

  /// Throws `ArchiveError.refused`, and `StoreError.newer` for one of a later version.
  init(_ path: String) throws {
    let file = try Descriptor.openForReading(path)
    guard try FileFacts(descriptor: file.raw).kind == .regular else {
      throw ArchiveError.refused(archive: path, entry: nil, reason: "it is not a regular file")
    }
    do {
      let entries = try ZipDirectory.read(file, limits: Self.limits)
      guard let first = entries.first, first.name == CacheArchiveHeader.name,
        first.size <= CacheArchiveHeader.longest
      else { throw ZipError("its first file is not \(CacheArchiveHeader.name)") }
      var header: [UInt8] = []
      try first.read(from: file) { header.append(contentsOf: $0) }
      try CacheArchiveHeader.check(header, archive: path)
      items = try Self.items(entries.dropFirst())
    } catch let error as ZipError {
      throw ArchiveError.refused(archive: path, entry: error.entry, reason: error.reason)
    }
    self.file = file
  }

  /// Hands over the bytes of a file, good only when this returns; throws `ZipError`.
  func read(_ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try entry.read(from: file, body)
  }

  /// What an entry's `metadata.json` says, which fits the files that are there.
  ///
  /// Throws `ZipError` where it does not.
  func metadata(of item: Item) throws -> CacheMetadata {
    guard let entry = item.files[CacheMetadata.name] else {
      throw ZipError("it has no \(CacheMetadata.name)")
    }
    guard entry.size <= Int64(CacheReading.longest) else {
      throw ZipError(entry: entry.name, "it is too large")
    }
    var bytes: [UInt8] = []
    try read(entry) { bytes.append(contentsOf: $0) }
    guard let json = try? JSONReader.read(bytes), let metadata = CacheMetadata(json),
      metadata.key == item.key
    else { throw ZipError(entry: entry.name, "it does not describe this entry") }
    guard metadata.files.count == item.files.count - 1 else {
      throw ZipError(entry: entry.name, "it names other files than there are")
    }
    for (place, file) in metadata.files.enumerated() {
      guard item.files[CacheFile.name(at: place, ending: file.ending)]?.size == file.size else {
        throw ZipError(entry: entry.name, "it names other files than there are")
      }
    }
    return metadata
  }

  // MARK: -

  private static func items(_ entries: ArraySlice<ZipEntry>) throws(ZipError) -> [Item] {
    var items: [Item] = []
    var places: [CacheKey: Int] = [:]
    for entry in entries {
      guard let (key, name) = split(entry.name) else {
        throw ZipError(entry: entry.name, "no file of a cache has such a name")
      }
      let place = places[key] ?? items.count
      if place == items.count {
        places[key] = place
        items.append(Item(key: key))
      }
      items[place].files[name] = entry
    }
    return items
  }

  /// The key and the file's name in `entries/<kind>/<hash>/<file>`.
  private static func split(_ name: String) -> (key: CacheKey, file: String)? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, "\(parts[0])/" == CacheArchiveHeader.prefix,
      let key = CacheKey("\(parts[1])/\(parts[2])"),
      parts[3] == CacheMetadata.name || isDataFile(parts[3])
    else { return nil }
    return (key, parts[3])
  }

  private static func isDataFile(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    let (stem, ending) = (name[..<dot], name[name.index(after: dot)...])
    guard CacheFile.isEnding(String(ending)) else { return false }
    if stem == "data" { return true }
    guard stem.hasPrefix("data-"), let place = Int(stem.dropFirst(5)) else { return false }
    return (1..<CacheMetadata.mostFiles).contains(place) && stem == "data-\(place)"
  }
}
