import CLinux
import Glibc

/// A file's bytes as memory that every process with the same map reads and writes: mmap(MAP_SHARED).
///
/// What was stored is in the file's pages when the process dies; a power cut keeps any part of it. The
/// file must have all its blocks, and nobody may cut it: either ends the process with SIGBUS.
package final class SharedMap: @unchecked Sendable {
  // Sendable: the memory is only touched under a lock that its owner keeps between processes, and
  // one of its own between threads.
  package let memory: UnsafeMutableRawPointer
  package let length: Int

  /// Maps the first `length` bytes of a file that is open for reading and writing.
  package init(_ file: borrowing Descriptor, length: Int) throws(SystemError) {
    let raw = file.raw
    let memory = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, raw, 0)
    guard let memory, memory != MAP_FAILED else { throw SystemError.last("mmap") }
    self.memory = memory
    self.length = length
  }

  deinit { munmap(memory, length) }

  /// Lets no store after this call be seen before one that stands ahead of it.
  package func fence() { clinux_fence() }
}
