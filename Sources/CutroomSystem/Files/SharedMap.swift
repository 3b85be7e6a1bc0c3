import CLinux
import Glibc

/// A file's bytes as memory that every process with the same map reads and writes: mmap(MAP_SHARED).
///
/// What was stored is in the file's pages when the process dies; a power cut keeps any part of it. The
/// file must have all its blocks, and nobody may cut it: either ends the process with SIGBUS.
package final class SharedMap: @unchecked Sendable {
  // Sendable: but for words that are read and written in one piece, the memory is only touched under
  // a lock that its owner keeps between processes, and one of its own between threads.
  package let memory: UnsafeMutableRawPointer
  package let length: Int
  private let file: Descriptor

  /// Maps the first `length` bytes of a file that is open for reading and writing.
  package init(_ file: consuming Descriptor, length: Int) throws(SystemError) {
    let memory = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, file.raw, 0)
    guard let memory, memory != MAP_FAILED else { throw SystemError.last("mmap") }
    self.memory = memory
    self.length = length
    self.file = file
  }

  /// Whether the file still has a name, and exactly the bytes that are mapped: fstat(2).
  package var isWhole: Bool {
    var status = stat()
    return fstat(file.raw, &status) == 0 && status.st_nlink > 0 && status.st_size == length
  }

  deinit { munmap(memory, length) }

  /// Lets no store after this call be seen before one that stands ahead of it, nor a load be made.
  package func fence() { clinux_fence() }

  /// Says that what stands at an offset will be read and written soon.
  package func prefetch(_ offset: Int) { clinux_prefetch(memory + offset) }

  /// The word at an offset, which others may be writing, before anything that is read after it.
  package func load(_ offset: Int) -> UInt64 { clinux_load(memory + offset) }

  /// Writes the word at an offset, which others may be reading, after all that was written before.
  package func store(_ value: UInt64, at offset: Int) { clinux_store(memory + offset, value) }

  /// Adds to the word at an offset; returns what it was.
  package func add(_ value: UInt64, at offset: Int) -> UInt64 { clinux_add(memory + offset, value) }

  /// Writes the word at an offset; returns what it was.
  package func exchange(_ value: UInt64, at offset: Int) -> UInt64 {
    clinux_exchange(memory + offset, value)
  }
}
