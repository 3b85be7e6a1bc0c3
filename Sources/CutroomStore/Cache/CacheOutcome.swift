package import CutroomModel

/// What became of something that was to be kept.
package enum CacheOutcome: Equatable, Sendable {
  case kept
  /// Somebody else had kept it first.
  case present
  case refused(CacheRefusal)
}

/// Why something is not kept; never a reason to fail, since whoever brought it still has it.
package enum CacheRefusal: Equatable, Sendable, CustomStringConvertible {
  case tooLarge(size: Int64, limit: Int64)
  /// All that is there is in use or pinned.
  case noRoom(size: Int64, limit: Int64)
  case diskFull(path: String?)

  package var description: String {
    switch self {
    case .tooLarge(let size, let limit):
      "an entry of \(size) bytes is larger than the whole cache may be (\(limit))"
    case .noRoom(let size, let limit):
      "\(size) bytes have no room in the cache of \(limit): what else is in it stays"
    case .diskFull(let path): "the disk is full" + (path.map { ": \($0)" } ?? "")
    }
  }
}

/// What is wrong with a cache or with what was asked of it.
package enum CacheError: Error, Equatable, Sendable, CustomStringConvertible {
  /// So many processes work with the cache that there is no place for one more.
  case tooManyProcesses(path: String, most: Int)
  /// There is no entry of this key.
  case unknown(CacheKey)
  /// An ending, or a number of files, that no entry has.
  case unfit(reason: String)
  /// A file changed while it was taken in.
  case changed(path: String)
  /// A file has other bytes than it was said to have.
  case unexpected(file: String)

  package var description: String {
    switch self {
    case .tooManyProcesses(let path, let most): "\(path): \(most) processes use the cache already"
    case .unknown(let key): "the cache has no \(key)"
    case .unfit(let reason): reason
    case .changed(let path): "\(path) was changed while it was read"
    case .unexpected(let file): "\(file) has other bytes than its SHA-256 says"
    }
  }
}
