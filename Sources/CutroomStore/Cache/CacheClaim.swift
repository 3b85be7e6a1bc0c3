import CutroomModel
import CutroomSystem

/// The right to get what a key stands for, which one has at a time: flock(2) on `claims/<key>`, which
/// the kernel frees when its holder dies.
final class CacheClaim {
  private let folder: Folder
  private let name: String
  private let file: Descriptor

  private init(_ folder: Folder, name: String, file: consuming Descriptor) {
    self.folder = folder
    self.name = name
    self.file = file
  }

  /// Waits until nobody else has the claim.
  ///
  /// Throws `ECANCELED` when `isCancelled` says so.
  static func take(
    _ key: CacheKey,
    in folder: Folder,
    isCancelled: () -> Bool
  ) throws(SystemError) -> CacheClaim {
    let name = "\(key.kind.rawValue)-\(key.digest)"
    while true {
      let file = try folder.openAppending(name, mode: 0o600)
      while try !file.tryLock() {
        if isCancelled() {
          throw SystemError(call: "flock", code: Errno.cancelled.rawValue, path: folder.join(name))
        }
        _ = try Waiting.poll([], milliseconds: 20)
      }
      // Whoever had it removed the name: the next ones meet at a new one.
      let locked = try FileFacts(descriptor: file.raw)
      if try folder.facts(name)?.inode == locked.inode {
        return CacheClaim(folder, name: name, file: file)
      }
      file.unlock()
    }
  }

  func end() {
    _ = try? folder.remove(name)
    file.unlock()
  }

  /// Removes the files of claims whose holders died.
  static func sweep(_ folder: Folder) throws(SystemError) {
    for name in try folder.names() {
      let file = try folder.openAppending(name, mode: 0o600)
      guard try file.tryLock() else { continue }
      try folder.remove(name)
      file.unlock()
    }
  }
}
