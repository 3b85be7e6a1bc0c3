package import CutroomModel
import CutroomSystem

/// What became of an entry of an archive.
package struct ImportedEntry: Equatable, Sendable {
  package enum Result: Equatable, Sendable {
    case taken
    /// There is a good one already.
    case present
    /// It is too old.
    case expired
    case refused(CacheRefusal)
    /// It is not what it says to be.
    case wrong(reason: String)
  }

  package var key: CacheKey
  package var bytes: Int64
  package var result: Result
}

extension Cache {
  /// Takes the entries of an archive in, every byte compared with the SHA-256 that the entry names.
  ///
  /// A good entry that is there stays as it is, and nothing goes for what comes: what has no room is
  /// refused. Each entry keeps its age. Throws `ArchiveError.refused` for what is no archive of a
  /// cache, having taken nothing.
  package func takeIn(
    _ path: String,
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> [ImportedEntry] {
    let archive = try OpenCacheArchive(path)
    let total = archive.items.reduce(Int64(0)) { $0 &+ $1.size }
    var done: Int64 = 0
    return try archive.items.map { item in
      let result = try take(item, of: archive)
      done &+= item.size
      progress(done, total)
      return ImportedEntry(key: item.key, bytes: item.size, result: result)
    }
  }

  private func take(
    _ item: OpenCacheArchive.Item,
    of archive: OpenCacheArchive
  ) throws -> ImportedEntry.Result {
    do {
      let metadata = try archive.metadata(of: item)
      let isOld = limits.isExpired(
        item.key.kind,
        createdAt: metadata.createdAt.microseconds,
        expiry: metadata.expiresAt?.microseconds,
        now: clock.now()
      )
      if isOld { return .expired }
      // What is there and wrong is put aside by this.
      if try find(item.key, isUse: false) != nil { return .present }
      let content = try content(of: item, metadata, in: archive)
      switch try insert(content, under: item.key, evicting: false) {
      case .kept: return .taken
      case .present: return .present
      case .refused(let refusal): return .refused(refusal)
      }
    } catch let error as ZipError {
      return .wrong(reason: "\(error)")
    } catch let error as CacheError {
      guard case .unexpected = error else { throw error }
      return .wrong(reason: "\(error)")
    }
  }

  private func content(
    of item: OpenCacheArchive.Item,
    _ metadata: CacheMetadata,
    in archive: OpenCacheArchive
  ) throws -> CacheContent {
    let files = try metadata.files.enumerated().map { place, file in
      let name = CacheFile.name(at: place, ending: file.ending)
      guard let entry = item.files[name] else { throw ZipError("it has no \(name)") }
      let pieces: CacheContent.Pieces = { write in try archive.read(entry, write) }
      return CacheContent.File(
        .pieces(file.size, pieces),
        ending: file.ending,
        expecting: file.sha256
      )
    }
    return CacheContent(
      files,
      about: metadata.about,
      expiresAt: metadata.expiresAt?.microseconds,
      createdAt: metadata.createdAt.microseconds
    )
  }
}
