/// Cuts what a program writes into lines.
struct LineBuffer {
  /// Bytes of one line, its end not counted.
  static let longestLine = 1 << 20

  private var rest: [UInt8] = []

  /// Adds bytes and takes the lines that are whole now; nil where one is too long.
  mutating func add(_ bytes: [UInt8]) -> [[UInt8]]? {
    var lines: [[UInt8]] = []
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest + bytes[start..<end]
      guard line.count <= Self.longestLine else { return nil }
      lines.append(line)
      rest = []
      start = end + 1
    }
    rest += bytes[start...]
    return rest.count <= Self.longestLine ? lines : nil
  }

  /// Takes what has no end yet.
  mutating func takeRest() -> [UInt8] {
    defer { rest = [] }
    return rest
  }
}
