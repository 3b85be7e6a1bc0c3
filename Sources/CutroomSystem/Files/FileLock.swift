import Glibc

extension Descriptor {
  /// Takes the whole-file lock, waiting for whoever has it: flock(LOCK_EX).
  package func lock() throws(SystemError) {
    try check("flock", on: raw) { flock(raw, LOCK_EX) }
  }

  /// Lets go of the whole-file lock: flock(LOCK_UN).
  ///
  /// Closing alone would not do while a child that has not called exec yet shares the open file.
  package func unlock() { _ = flock(raw, LOCK_UN) }

  /// Takes the whole-file lock if nobody has it: flock(LOCK_EX | LOCK_NB).
  package func tryLock() throws(SystemError) -> Bool {
    do {
      try check("flock", on: raw) { flock(raw, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      if error.code == .wouldBlock { return false }
      throw error
    }
  }
}

extension Folder {
  /// Takes the folder's own lock if nobody has it, for as long as it is open: flock(LOCK_EX | LOCK_NB).
  package func tryLock() throws(SystemError) -> Bool {
    do {
      try check("flock", path: path) { flock(raw, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      if error.code == .wouldBlock { return false }
      throw error
    }
  }

  /// Lets go of the folder's own lock: flock(LOCK_UN).
  package func unlock() { _ = flock(raw, LOCK_UN) }
}

/// The kernel's own list of locks, read without taking one.
package enum LockTable {
  /// Whether some process holds a flock on the file with this inode.
  package static func isLocked(inode: UInt64) -> Bool {
    guard let root = try? Folder.open("/proc"), let file = try? root.openFile("locks"),
      let bytes = try? file.readAll(limit: 1 << 22)
    else { return false }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.contains("FLOCK"), !fields.contains("->") else { return false }
      return fields.contains { $0.hasSuffix(":\(inode)") }
    }
  }
}
