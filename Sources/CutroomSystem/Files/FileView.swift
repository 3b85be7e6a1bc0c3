import CLinux
import Glibc

/// A file's first bytes as memory to copy from, without a call for each copy: mmap(2).
///
/// What others write to the file is seen at once. A file that is cut, or whose disk fails, gives no bytes
/// there, and from then on zeros; it ends no process.
package final class FileView: Sendable {
  // Sendable: nobody writes to this memory.
  private nonisolated(unsafe) let memory: UnsafeRawPointer
  private let length: Int

  /// Looks at the first `length` bytes of a file that is open for reading, which may have fewer yet.
  package init(_ file: borrowing Descriptor, length: Int) throws(SystemError) {
    guard let memory = clinux_map_for_copies(file.raw, length) else {
      throw SystemError.last("mmap")
    }
    self.memory = memory
    self.length = length
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: memory), length) }

  /// A copy of so many bytes; nil where some are not there.
  package func bytes(at offset: Int, length: Int) -> [UInt8]? {
    guard offset >= 0, length >= 0, length <= self.length, offset <= self.length - length else {
      return nil
    }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      isWhole = clinux_copy_mapped(buffer.baseAddress, memory + offset, length) != 0
      count = length
    }
    return isWhole ? bytes : nil
  }
}
