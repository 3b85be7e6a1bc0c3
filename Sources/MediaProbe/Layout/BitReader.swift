/// Reads bits, most significant first; beyond the end `isExhausted` is set and zeros come.
struct BitReader {
  private let bytes: [UInt8]
  private var place = 0
  private(set) var isExhausted = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func bits(_ count: Int) -> Int {
    (0..<count).reduce(0) { value, _ in value << 1 | bit() }
  }

  mutating func flag() -> Bool { bit() == 1 }

  /// An unsigned Exp-Golomb number, at most 31 bits long.
  mutating func unsigned() -> Int {
    var zeros = 0
    while !isExhausted, bit() == 0 { zeros += 1 }
    guard zeros < 32, !isExhausted else {
      isExhausted = true
      return 0
    }
    return (1 << zeros) - 1 + bits(zeros)
  }

  mutating func signed() -> Int {
    let value = unsigned()
    return value % 2 == 1 ? (value + 1) / 2 : -(value / 2)
  }

  private mutating func bit() -> Int {
    guard place < bytes.count * 8 else {
      isExhausted = true
      return 0
    }
    defer { place += 1 }
    return Int(bytes[place / 8] >> UInt8(7 - place % 8)) & 1
  }
}
