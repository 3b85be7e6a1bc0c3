import Glibc

/// Standard input, output and error.
package enum StandardStreams {
  /// Puts `/dev/null`, opened for reading, in the place of those that were closed.
  ///
  /// Otherwise the next file to be opened would get their number, and words for people would be
  /// written into a journal. Writing to such a stream fails as it does on a closed one.
  package static func fillGaps() {
    for descriptor in STDIN_FILENO...STDERR_FILENO
    where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      // The lowest free number is this one: those below are open by now.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
