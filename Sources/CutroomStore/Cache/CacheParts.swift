import CutroomModel
import CutroomSystem

/// Downloads that are not finished: plain files in `parts`, which nobody counts.
struct CacheParts {
  static let folderName = "parts"
  /// Microseconds after which nobody will go on with one.
  static let lifetime: Int64 = 7 * 86_400_000_000

  struct Part {
    var name: String
    var size: Int64
  }

  private let root: Folder

  init(root: Folder) { self.root = root }

  /// Those that were written to last more than seven days before `now`, in byte order.
  func stale(at now: Int64) throws -> [Part] {
    guard let folder = try folder() else { return [] }
    return try folder.names().compactMap { name in
      guard let facts = try folder.facts(name), facts.kind == .regular,
        facts.modified / 1000 < now - Self.lifetime
      else { return nil }
      return Part(name: name, size: facts.size)
    }
  }

  /// Removes those among them that nobody has locked.
  func remove(_ parts: [Part]) throws {
    guard let folder = try folder() else { return }
    for part in parts {
      guard let file = try? folder.openFile(part.name), try file.tryLock() else { continue }
      try folder.remove(part.name)
      file.unlock()
    }
  }

  /// All of them together.
  func total() throws -> CacheStatistics.Part {
    var total = CacheStatistics.Part()
    guard let folder = try folder() else { return total }
    for name in try folder.names() {
      guard let facts = try folder.facts(name), facts.kind == .regular else { continue }
      total.entries += 1
      total.bytes += facts.size
    }
    return total
  }

  private func folder() throws -> Folder? {
    guard try root.facts(Self.folderName)?.kind == .directory else { return nil }
    return try root.folder(Self.folderName)
  }
}
