import CLinux
import Glibc

extension Descriptor {
  /// Whether some process has the file open for writing, this one included; false where the file
  /// system cannot tell: fcntl(F_SETLEASE).
  package func isOpenForWriting() -> Bool {
    // Whoever opens the file while the lease is held makes the kernel send this; it would end us.
    signal(SIGIO, SIG_IGN)
    if fcntl(raw, setLease, CInt(F_RDLCK)) == 0 {
      _ = fcntl(raw, setLease, CInt(F_UNLCK))
      return false
    }
    return errno == EAGAIN
  }

  /// Takes `length` bytes of the disk for the file, which stays as long as it is.
  ///
  /// What it has already costs nothing: fallocate(2) with FALLOC_FL_KEEP_SIZE.
  package func allocate(_ length: Int64) throws(SystemError) {
    try check("fallocate", on: raw) { clinux_allocate_keeping_size(raw, length) }
  }
}

// <fcntl.h> has F_SETLEASE for C programs that ask for GNU extensions only.
private let setLease: CInt = 1024
