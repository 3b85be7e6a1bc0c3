import CLinux
import Glibc

extension Folder {
  /// Removes a name with all that is under it, following no link and crossing no mount (`EXDEV`).
  ///
  /// A folder that its maker closed to us is opened again first: fchmodat(2).
  package func removeTree(_ name: String) throws(SystemError) { try removeTree(FileName(name)) }

  /// The same for a name that need not be UTF-8.
  package func removeTree(_ name: FileName) throws(SystemError) {
    try requireOneName(name.bytes, "unlink")
    guard let facts = try facts(name) else { return }
    guard facts.kind == .directory else { return try unlink(name) }
    // What is mounted here is somebody else's.
    guard facts.device == (try FileFacts(descriptor: raw).device) else {
      throw SystemError(call: "rmdir", code: EXDEV, path: join(name.description))
    }
    if facts.mode & 0o700 != 0o700 { _ = fchmodat(raw, name.cString, 0o700, 0) }
    let inner = try folder(name)
    for child in try inner.everyName() { try inner.removeTree(child) }
    try check("rmdir", path: join(name.description)) { unlinkat(raw, name.cString, AT_REMOVEDIR) }
  }

  private func facts(_ name: FileName) throws(SystemError) -> FileFacts? {
    var status = stat()
    if fstatat(raw, name.cString, &status, AT_SYMLINK_NOFOLLOW) == 0 { return FileFacts(status) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemError.last("fstatat", path: join(name.description))
  }

  private func folder(_ name: FileName) throws(SystemError) -> Folder {
    let path = join(name.description)
    let inner = try check("open", path: path) {
      clinux_openat_beneath(raw, name.cString, O_RDONLY | O_DIRECTORY, 0)
    }
    return Folder(Descriptor(owning: inner), path: path)
  }

  private func unlink(_ name: FileName) throws(SystemError) {
    // Gone by itself is as good as removed.
    if unlinkat(raw, name.cString, 0) == 0 || errno == ENOENT { return }
    throw SystemError.last("unlink", path: join(name.description))
  }
}
