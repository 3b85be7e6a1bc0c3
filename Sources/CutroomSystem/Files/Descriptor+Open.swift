import CLinux
import Glibc

extension Descriptor {
  /// Opens what a user names for reading, through links; a FIFO or device is not waited on.
  package static func openForReading(_ path: String) throws(SystemError) -> Descriptor {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY
    return Descriptor(owning: try check("open", path: path) { clinux_open(path, flags, 0) })
  }

  /// Opens the same file once more for reading, with an offset of its own, whatever its name is now.
  package func reopened() throws(SystemError) -> Descriptor {
    let path = "/proc/self/fd/\(raw)"
    return Descriptor(owning: try check("open", path: path) { clinux_open(path, O_RDONLY, 0) })
  }
}
