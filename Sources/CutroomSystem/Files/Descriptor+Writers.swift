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

  /// Gives the file `length` bytes on the disk that nobody else can take: posix_fallocate(3).
  package func allocate(_ length: Int64) throws(SystemError) {
    let failure = posix_fallocate(raw, 0, off_t(length))
    if failure != 0 { throw SystemError(call: "posix_fallocate", code: failure) }
  }
}

// <fcntl.h> has F_SETLEASE for C programs that ask for GNU extensions only.
private let setLease: CInt = 1024
