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
}
