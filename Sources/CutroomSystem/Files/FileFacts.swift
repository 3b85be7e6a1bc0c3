package import Glibc

/// What stat(2) says of a file, as far as it tells one state of it from another.
package struct FileFacts: Hashable, Sendable {
  /// What kind of thing a name stands for.
  package enum Kind: Sendable {
    case regular
    case directory
    case link
    case other

    /// Reads `d_type` of a directory entry; nil where the file system does not fill it in.
    init?(directoryEntry type: UInt8) {
      switch CInt(type) {
      case CInt(DT_REG): self = .regular
      case CInt(DT_DIR): self = .directory
      case CInt(DT_LNK): self = .link
      case CInt(DT_UNKNOWN): return nil
      default: self = .other
      }
    }
  }

  package let kind: Kind
  package let size: Int64
  package let modified: Int64
  package let changed: Int64
  package let inode: UInt64
  package let device: UInt64
  package let mode: UInt32
  package let links: Int

  /// Copies the facts out of a `struct stat`; times are nanoseconds since 1970.
  package init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    size = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
    inode = UInt64(status.st_ino)
    device = UInt64(status.st_dev)
    mode = UInt32(status.st_mode & 0o7777)
    links = Int(status.st_nlink)
  }

  /// Whether an open file belongs to the user that this process acts for: fstat(2), geteuid(2).
  package static func isOwn(_ descriptor: CInt) throws(SystemError) -> Bool {
    var status = stat()
    try check("fstat", on: descriptor) { fstat(descriptor, &status) }
    return status.st_uid == geteuid()
  }

  /// The facts of an open file: fstat(2).
  package init(descriptor: CInt) throws(SystemError) {
    var status = stat()
    try check("fstat", on: descriptor) { fstat(descriptor, &status) }
    self.init(status)
  }
}
