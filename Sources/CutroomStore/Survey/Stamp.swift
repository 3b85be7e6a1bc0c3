package import CutroomSystem

/// The facts of stat(2) that tell one state of a file or folder from another.
package struct Stamp: Equatable, Sendable {
  package var size: Int64
  /// Nanoseconds since 1970, as are the times that follow.
  package var modified: Int64
  package var changed: Int64
  package var inode: UInt64

  /// What stands for a file that is not there.
  static let absent = Stamp(size: 0, modified: 0, changed: 0, inode: 0)

  /// How far back a time must lie, so that a later change is sure to show another one.
  private static let tick: Int64 = 100_000_000

  package init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }

  package init(_ facts: FileFacts) {
    self.init(
      size: facts.size,
      modified: facts.modified,
      changed: facts.changed,
      inode: facts.inode
    )
  }

  /// The stamp of an open folder itself.
  init(of folder: Folder) throws(SystemError) {
    // The descriptor is closed with the folder, which nothing else here keeps open.
    let facts = withExtendedLifetime(folder) { folder in
      Result { () throws(SystemError) in try FileFacts(descriptor: folder.raw) }
    }
    self.init(try facts.get())
  }

  /// Whether nothing has changed since `moment`, nor shortly before it.
  package func isOlder(than moment: Int64) -> Bool {
    Self.isOld(modified, at: moment) && Self.isOld(changed, at: moment)
  }

  /// Whether a time lies so far back from `moment` that a change at `moment` would show another.
  static func isOld(_ time: Int64, at moment: Int64) -> Bool { time &+ tick <= moment }
}
