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

  /// Removes those that were written to last more than seven days before `now` and that nobody has
  /// locked, in byte order; what is known of a part goes with it.
  func sweep(at now: Int64, isDry: Bool) throws -> [Part] {
    guard let folder = try folder() else { return [] }
    var swept: [Part] = []
    for name in try folder.names() {
      guard let facts = try folder.facts(name), facts.kind == .regular,
        facts.modified / 1000 < now - Self.lifetime
      else { continue }
      if name.hasSuffix(".json"), try folder.facts("\(name.dropLast(5)).part") != nil { continue }
      guard let file = try? folder.openFile(name), try file.tryLock() else { continue }
      defer { file.unlock() }
      swept.append(Part(name: name, size: facts.size))
      if isDry { continue }
      try folder.remove(name)
      if name.hasSuffix(".part") { try folder.remove("\(name.dropLast(5)).json") }
    }
    return swept
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
