import CutroomModel
package import CutroomStore
import CutroomSystem

/// Results of items that any project of the workspace made, kept in its cache by fingerprint.
///
/// What cannot be read or kept there costs time and nothing else: it is told, and the work is done
/// without it.
package final class SharedResults: Sendable {
  private let cache: WorkspaceCache
  private let tell: @Sendable (String) -> Void
  private let faults = Locked<Set<String>>([])

  /// `tell` gets what is wrong with the cache, each fault once.
  package init(_ cache: WorkspaceCache, tell: @escaping @Sendable (String) -> Void = { _ in }) {
    self.cache = cache
    self.tell = tell
  }

  func contains(_ key: CacheKey) -> Bool {
    trying { try cache.openIfThere()?.contains(key) } ?? false
  }

  /// Lays what was kept into an attempt's folder, as if the item had made it; nil where it is gone, was
  /// not whole, or has a file that the item may not write.
  func lay(
    _ key: CacheKey,
    into attempt: Folder,
    where mayWrite: (ProjectPath) -> Bool
  ) throws -> ItemResult? {
    guard let hit = trying({ try cache.openIfThere()?.find(key) }),
      let about = trying({ try hit.about() }),
      let result = try? DocumentCoding.decode(KeptResult.self, from: about, path: "\(key)"),
      let paths = result.paths, paths.count == hit.files.count, paths.allSatisfy(mayWrite)
    else { return nil }
    for (path, file) in zip(paths, hit.files) {
      let folder = try attempt.makeFolder(path.folder, isPassing: true)
      let isPrivate = path.description.hasPrefix(".cutroom/")
      let mode: UInt32 = isPrivate ? 0o600 : 0o666
      guard path.isJSON else {
        _ = try file.place(as: path.name, in: folder, mode: mode)
        continue
      }
      // A document is there to be edited.
      let copy = try folder.createFile(path.name, mode: mode)
      try copy.writeAll(file.bytes(), path: path.description)
    }
    return ItemResult(outputs: paths, decisions: result.decisions)
  }

  /// Keeps what an item made, where it has just been committed.
  func keep(_ record: ItemRecord, under key: CacheKey, of project: Project, replacing: Bool) {
    let size = record.outputs.reduce(Int64(0)) { $0 + $1.size }
    guard !record.outputs.isEmpty, record.outputs.count <= CacheMetadata.mostFiles else { return }
    trying {
      let cache = try cache.open()
      // One render must not drive out everything that was bought.
      guard size <= cache.limits.bytes / 20 else { return }
      let files = try record.outputs.map { output in
        guard let folder = try project.tree.folder(output.path.folder) else {
          throw CacheError.changed(path: output.path.description)
        }
        return CacheContent.File(
          .copying(folder, output.path.name),
          ending: output.path.ending,
          expecting: output.content
        )
      }
      _ = try cache.insert(
        CacheContent(files, about: DocumentCoding.plainValue(KeptResult(record))),
        under: key,
        replacing: replacing
      )
    }
  }

  @discardableResult
  private func trying<Value>(_ body: () throws -> Value?) -> Value? {
    do { return try body() } catch {
      let words = "\(error)"
      if faults.withLock({ $0.insert(words).inserted }) {
        tell("the cache is not used: \(words)")
      }
      return nil
    }
  }
}

/// What the metadata of a kept result tells.
private struct KeptResult: Codable {
  /// In the order of the entry's files.
  var outputs: [String]
  var decisions: [Decision]

  init(_ record: ItemRecord) {
    outputs = record.outputs.map(\.path.description)
    decisions = record.decisions
  }

  /// Nil where one of them is no path.
  var paths: [ProjectPath]? {
    let paths = outputs.compactMap { ProjectPath($0) }
    return paths.count == outputs.count ? paths : nil
  }
}

extension ProjectPath {
  /// What follows the last dot, as a name in the cache may end; `bin` where that is none.
  fileprivate var ending: String {
    let ending = name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
    return CacheFile.isEnding(ending) ? ending : "bin"
  }
}
