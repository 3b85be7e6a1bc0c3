package import CutroomSystem

/// Turns at files within this process: who asks first goes first, whatever became of the one before.
///
/// A file is the folder's device and inode with the name's bytes, so that every way to spell its
/// path, and every workspace object, stands in one queue.
package final class FileTurns: Sendable {
  private struct Key: Hashable {
    let device: UInt64
    let inode: UInt64
    let name: [UInt8]
  }

  /// Those who wait for a file that somebody has; no entry where nobody has it.
  private let waiting = Locked<[Key: [Mailbox<Bool>]]>([:])

  package init() {}

  /// The turns of this process.
  package static let shared = FileTurns()

  /// How many files somebody has or waits for.
  package var count: Int { waiting.withLock { $0.count } }

  /// Whether somebody has its turn at a file.
  package func isBusy(_ name: String, in folder: Folder) throws -> Bool {
    let key = try key(name, folder)
    return waiting.withLock { $0[key] != nil }
  }

  /// How many wait for their turn at a file.
  package func waiting(for name: String, in folder: Folder) throws -> Int {
    let key = try key(name, folder)
    return waiting.withLock { $0[key]?.count ?? 0 }
  }

  /// Runs `body` while nobody else has its turn at `name`; to be nested for other files only.
  package func take<Result>(
    _ name: String,
    in folder: Folder,
    _ body: () throws -> Result
  ) throws -> Result {
    let key = try key(name, folder)
    enter(key)
    defer { leave(key) }
    return try body()
  }

  private func key(_ name: String, _ folder: Folder) throws(SystemError) -> Key {
    let place = try FileFacts(descriptor: folder.raw)
    return Key(device: place.device, inode: place.inode, name: Array(name.utf8))
  }

  private func enter(_ key: Key) {
    let turn = waiting.withLock { waiting -> Mailbox<Bool>? in
      guard waiting[key] != nil else {
        waiting[key] = []
        return nil
      }
      let turn = Mailbox<Bool>()
      waiting[key]?.append(turn)
      return turn
    }
    _ = turn?.take()
  }

  /// Hands the file to the first who waits.
  private func leave(_ key: Key) {
    let next = waiting.withLock { waiting -> Mailbox<Bool>? in
      guard let first = waiting[key]?.first else {
        waiting[key] = nil
        return nil
      }
      waiting[key]?.removeFirst()
      return first
    }
    next?.post(true)
  }
}
