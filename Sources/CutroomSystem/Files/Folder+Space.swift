import Glibc

extension Folder {
  /// The bytes that the file system under this folder has left for this user: fstatvfs(3).
  package func freeBytes() throws(SystemError) -> Int64 {
    var status = statvfs()
    try check("fstatvfs", path: path) { fstatvfs(raw, &status) }
    let (bytes, overflow) = UInt64(status.f_bavail)
      .multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return overflow ? .max : Int64(clamping: bytes)
  }

  /// Whether the file system under this folder has next to nothing left: a writer that failed here
  /// failed for that.
  package func isFull() throws(SystemError) -> Bool {
    var status = statvfs()
    try check("fstatvfs", path: path) { fstatvfs(raw, &status) }
    // File systems that make inodes as they need them count none at all.
    if status.f_files > 0, status.f_favail == 0 { return true }
    return try freeBytes() < 64 << 10
  }
}
