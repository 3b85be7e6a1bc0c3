import CutroomSystem
import Glibc

/// What a child writes, a piece at a time: one that writes without pause must not keep its reader
/// from looking at the clock.
struct ChildOutput: ~Copyable {
  private static let piece = 1 << 16
  /// The most that a pipe holds of a process without privileges.
  private static let largestPipe = 1 << 20

  private let reading: Descriptor
  private var isOpen = true

  /// Takes over the reading end of a pipe that does not wait.
  init(_ reading: consuming Descriptor) { self.reading = reading }

  /// What to poll for; negative once everybody has closed the other end.
  var descriptor: CInt { isOpen ? reading.raw : -1 }

  /// Hands over one piece, where there is any.
  mutating func take(_ output: ([UInt8]) -> Void) throws(SystemError) {
    _ = try next(output)
  }

  /// Hands over what was written before now, whoever goes on writing.
  mutating func takeRest(_ output: ([UInt8]) -> Void) throws(SystemError) {
    var left = Self.largestPipe
    while left > 0 {
      let count = try next(output)
      if count == 0 { return }
      left -= count
    }
  }

  /// Reads once; how much there was.
  private mutating func next(_ output: ([UInt8]) -> Void) throws(SystemError) -> Int {
    guard isOpen else { return 0 }
    var bytes = [UInt8](repeating: 0, count: Self.piece)
    while true {
      let count = Glibc.read(reading.raw, &bytes, bytes.count)
      if count > 0 {
        output(Array(bytes[..<count]))
        return count
      }
      if count == 0 {
        isOpen = false
        return 0
      }
      if errno == EAGAIN { return 0 }
      if errno != EINTR { throw SystemError.last("read") }
    }
  }
}
