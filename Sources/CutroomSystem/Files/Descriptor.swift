import CLinux
import Glibc

/// An open file descriptor with one owner; closed when the owner lets go.
package struct Descriptor: ~Copyable, Sendable {
  package let raw: CInt

  /// Takes ownership of `raw`.
  package init(owning raw: CInt) { self.raw = raw }

  deinit { _ = Glibc.close(raw) }

  /// Closes now, so that a failure can be seen: close(2).
  package consuming func close() throws(SystemError) {
    let raw = self.raw
    discard self
    // Not retried: on Linux the descriptor is gone even when close(2) is interrupted.
    if Glibc.close(raw) == -1, errno != EINTR { throw SystemError.last("close") }
  }

  /// Gives the descriptor away without closing it.
  package consuming func release() -> CInt {
    let raw = self.raw
    discard self
    return raw
  }

  /// Makes this descriptor refer to the open file of another: dup3(O_CLOEXEC).
  package func refer(to other: consuming Descriptor) throws(SystemError) {
    try check("dup3") { clinux_replace(other.raw, raw) }
  }

  /// A second descriptor for the same open file: fcntl(F_DUPFD_CLOEXEC).
  package func duplicate() throws(SystemError) -> Descriptor {
    Descriptor(owning: try check("dup") { clinux_duplicate(raw) })
  }
}
