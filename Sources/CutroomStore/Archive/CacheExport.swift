package import CutroomModel
import CutroomSystem

/// What an archive of cached things became.
package struct CacheExport: Equatable, Sendable {
  package var entries: [CacheKey] = []
  /// Bytes of the archive.
  package var bytes: Int64 = 0
  /// Entries that were wrong, and were put aside instead.
  package var wrong: [CacheKey] = []
}

extension Cache {
  /// Writes entries into one zip archive at `path` (absolute), all where `keys` is nil, those used last
  /// first; none counts as used by this.
  ///
  /// The archive is durable and whole when it gets its name. `isForced` replaces a file of that name;
  /// `program` is the version of the program that writes. Throws `ArchiveError`.
  package func export(
    to path: String,
    keys: Set<CacheKey>? = nil,
    isForced: Bool,
    program: String,
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> CacheExport {
    let listed = try list().filter { keys?.contains($0.key) ?? true }
      .sorted { $0.lastUsed > $1.lastUsed }
    let total = listed.reduce(Int64(0)) { $0 + $1.bytes }
    let target = try ArchiveTarget(path)
    do {
      guard try isForced || !target.isTaken() else { throw ArchiveError.exists(path: path) }
      let archive = CacheArchiveWriting(target.writer)
      let now = Instant(microseconds: clock.now())
      try archive.addHeader(entries: listed.count, createdAt: now, program: program)
      var result = CacheExport()
      var done: Int64 = 0
      for entry in listed {
        try add(entry.key, to: archive, &result)
        done += entry.bytes
        progress(done, total)
      }
      try target.writer.finish()
      try target.writer.sync()
      result.bytes = target.writer.length
      try target.place(replacing: isForced)
      return result
    } catch {
      target.discard()
      throw error
    }
  }

  private func add(
    _ key: CacheKey,
    to archive: CacheArchiveWriting,
    _ result: inout CacheExport
  ) throws {
    func slot(_ desk: CacheDesk) throws -> CacheSlot? {
      try desk.find(key).flatMap { desk.isExpired($0.slot) ? nil : $0.slot }
    }
    guard let slot = try withDesk({ try slot($0) }) else { return }
    if let hit = try CacheHit(slot, folders: folders), try archive.add(hit) {
      result.entries.append(key)
    } else if try putAside(slot) {
      result.wrong.append(key)
    }
  }
}

/// Writes entries into an archive, each byte read once to see whether it is right, and once more.
private struct CacheArchiveWriting {
  private let writer: ZipWriter

  init(_ writer: ZipWriter) { self.writer = writer }

  func addHeader(entries: Int, createdAt: Instant, program: String) throws {
    let bytes = CacheArchiveHeader.bytes(
      entries: entries,
      createdAt: createdAt,
      program: program
    )
    try add(bytes, as: CacheArchiveHeader.name)
  }

  /// False where the entry is not what it was.
  func add(_ hit: CacheHit) throws -> Bool {
    guard let (_, metadata) = try hit.metadata() else { return false }
    var sums: [UInt32] = []
    for file in hit.files {
      let hasher = SHA256()
      var sum = CRC32()
      try file.eachPiece { bytes in
        hasher.update(bytes)
        sum.update(bytes)
      }
      guard Digest(hash: hasher.finish()) == file.sha256 else { return false }
      sums.append(sum.value)
    }
    let folder = "\(CacheArchiveHeader.prefix)\(hit.key)"
    try add(metadata, as: "\(folder)/\(CacheMetadata.name)")
    for (place, file) in hit.files.enumerated() {
      let name = CacheFile.name(at: place, ending: file.file.ending)
      try add(file, checksum: sums[place], as: "\(folder)/\(name)")
    }
    return true
  }

  private func add(_ file: CachedFile, checksum: UInt32, as name: String) throws {
    var sum = CRC32()
    try writer.add(
      name,
      mode: 0o644,
      checksum: checksum,
      size: file.size,
      compressedSize: file.size
    ) { write in
      try file.eachPiece { bytes in
        sum.update(bytes)
        try write(bytes)
      }
    }
    guard sum.value == checksum else { throw ArchiveError.changed(path: name) }
  }

  private func add(_ bytes: [UInt8], as name: String) throws {
    var sum = CRC32()
    bytes.withUnsafeBytes { sum.update($0) }
    let shorter = Deflate.compressed(bytes).flatMap { compressed in
      bytes.count / max(1, compressed.count) < 90 ? compressed : nil
    }
    let body = shorter ?? bytes
    try writer.add(
      name,
      mode: 0o644,
      method: shorter == nil ? .stored : .deflated,
      checksum: sum.value,
      size: Int64(bytes.count),
      compressedSize: Int64(body.count)
    ) { write in try body.withUnsafeBytes { try write($0) } }
  }
}
