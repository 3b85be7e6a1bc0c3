import CLinux
import Glibc

extension Folder {
  /// Moves a name, replacing what stands at the target: renameat(2).
  package func rename(
    _ name: String,
    to target: String,
    in other: Folder? = nil
  ) throws(SystemError) {
    try change("rename", name, target, other ?? self) { renameat(raw, $0, $1, $2) }
  }

  /// Moves a name, refusing to replace: renameat2(RENAME_NOREPLACE).
  package func renameWithoutReplacing(
    _ name: String,
    to target: String,
    in other: Folder? = nil
  ) throws(SystemError) {
    try change("rename", name, target, other ?? self) { clinux_rename_noreplace(raw, $0, $1, $2) }
  }

  /// Lets two names change places, both of which must be there: renameat2(RENAME_EXCHANGE).
  ///
  /// Throws `EINVAL` where the file system cannot.
  package func exchange(
    _ name: String,
    with target: String,
    in other: Folder
  ) throws(SystemError) {
    try change("rename", name, target, other) { clinux_swap_names(raw, $0, $1, $2) }
  }

  /// Gives a file a second name: linkat(2).
  package func link(
    _ name: String,
    to target: String,
    in other: Folder? = nil
  ) throws(SystemError) {
    try change("link", name, target, other ?? self) { linkat(raw, $0, $1, $2, 0) }
  }

  private func change(
    _ call: String,
    _ name: String,
    _ target: String,
    _ other: Folder,
    _ body: (UnsafePointer<CChar>, CInt, UnsafePointer<CChar>) -> CInt
  ) throws(SystemError) {
    try requireOneName(name, call)
    try requireOneName(target, call)
    try check(call, path: other.join(target)) {
      name.withCString { name in target.withCString { body(name, other.raw, $0) } }
    }
  }
}
