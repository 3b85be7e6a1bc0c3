import CutroomModel
import CutroomSystem

/// The folders of a cache, open.
final class CacheFolders: Sendable {
  let root: Folder
  private let media: Folder
  private let tts: Folder
  private let items: Folder
  /// What is the cache's own: index, lock, and the folders that follow.
  let state: Folder
  /// A file for each process at work, locked as long as it lives, with the keys that it pinned.
  let live: Folder
  /// A file for each key that somebody is getting, locked as long as that takes.
  let claims: Folder
  /// Entries that are being built.
  let building: Folder
  /// Entries that are being removed.
  let gone: Folder
  /// Entries that were found wrong.
  let quarantine: Folder
  /// Whether what is no whole entry stays where it is.
  let isOnlyRead: Bool

  /// Opens the folders, made where missing, for this user alone.
  ///
  /// With a folder `aside` nothing is made in the cache: what is missing there, and what is its own, is
  /// made in `aside`.
  init(_ root: Folder, aside: Folder? = nil) throws(SystemError) {
    self.root = root
    isOnlyRead = aside != nil
    func place(_ kind: CacheKind) throws(SystemError) -> Folder {
      if let aside, try root.facts(kind.rawValue) == nil {
        return try aside.makeFolder(kind.rawValue, mode: 0o700)
      }
      return try aside == nil
        ? root.makeFolder(kind.rawValue, mode: 0o700) : root.folder(kind.rawValue)
    }
    media = try place(.media)
    tts = try place(.tts)
    items = try place(.items)
    state = try (aside ?? root).makeFolder(".cutroom", mode: 0o700)
    live = try state.makeFolder("live", mode: 0o700)
    claims = try state.makeFolder("claims", mode: 0o700)
    building = try state.makeFolder("building", mode: 0o700)
    gone = try state.makeFolder("gone", mode: 0o700)
    quarantine = try state.makeFolder("quarantine", mode: 0o700)
  }

  /// The folder with a kind's entries.
  subscript(kind: CacheKind) -> Folder {
    switch kind {
    case .media: media
    case .tts: tts
    case .items: items
    }
  }

  /// The folder of an entry; nil where there is none.
  func entry(_ key: CacheKey) throws(SystemError) -> Folder? {
    do { return try self[key.kind].folder(key.digest.description) } catch {
      if error.code == .noSuchFile || error.code == .notDirectory { return nil }
      throw error
    }
  }

  /// Moves an entry to those that were found wrong.
  func putAside(_ key: CacheKey) throws(SystemError) {
    let aside = "\(key.kind.rawValue)-\(key.digest)-\(RandomName.hex(8))"
    try self[key.kind].rename(key.digest.description, to: aside, in: quarantine)
  }

  /// Bytes of what was found wrong.
  func quarantinedBytes() throws(SystemError) -> Int64 {
    var bytes: Int64 = 0
    for name in try quarantine.names() {
      guard let facts = try quarantine.facts(name) else { continue }
      if facts.kind == .regular { bytes += facts.size }
      guard facts.kind == .directory else { continue }
      let inner = try quarantine.folder(name)
      for file in try inner.names() { bytes += try inner.facts(file)?.size ?? 0 }
    }
    return bytes
  }
}
