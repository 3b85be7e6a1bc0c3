/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  // Not kept as a vector, which would be aligned to 32 bytes wherever a digest stands.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// 32 zero bytes: no digest of anything.
  package static let zero = Digest(words: .zero)

  private init(words: SIMD4<UInt64>) {
    (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
  }

  private var words: SIMD4<UInt64> { SIMD4(first, second, third, fourth) }

  /// Takes 32 bytes; nil for any other number.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self = bytes.withUnsafeBytes { Digest(loading: $0, at: 0) }
  }

  /// Takes the 32 bytes at `offset`, which must be there.
  package init(loading bytes: UnsafeRawBufferPointer, at offset: Int) {
    precondition(offset >= 0 && bytes.count - offset >= 32, "a digest has 32 bytes")
    let words = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
    first = UInt64(bigEndian: words[0])
    second = UInt64(bigEndian: words[1])
    third = UInt64(bigEndian: words[2])
    fourth = UInt64(bigEndian: words[3])
  }

  /// Reads 64 lower-case hexadecimal digits; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 64 else { return nil }
    var words = SIMD4<UInt64>()
    for (index, byte) in text.utf8.enumerated() {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: return nil
      }
      words[index / 16] = words[index / 16] << 4 | UInt64(digit)
    }
    self.init(words: words)
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    let words = words
    return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      for index in 0..<4 {
        UnsafeMutableRawBufferPointer(buffer)
          .storeBytes(of: words[index].bigEndian, toByteOffset: index * 8, as: UInt64.self)
      }
      count = 32
    }
  }

  /// The first eight bytes as a number: as good as any other hash of it.
  package var leadingWord: UInt64 { first }

  /// Writes the 32 bytes where there is room for them.
  package func store(at memory: UnsafeMutableRawPointer) {
    let words = words
    for index in 0..<4 {
      memory.storeBytes(of: words[index].bigEndian, toByteOffset: index * 8, as: UInt64.self)
    }
  }

  package var description: String {
    let words = words
    return String(unsafeUninitializedCapacity: 64) { buffer in
      for place in 0..<4 {
        for digit in 0..<16 {
          let value = UInt8(truncatingIfNeeded: words[place] >> UInt64(60 - digit * 4)) & 0xF
          buffer[place * 16 + digit] = value < 10 ? 0x30 + value : 0x57 + value
        }
      }
      return 64
    }
  }

  /// Enough digits for a person to tell two apart.
  package var short: String { String(description.prefix(12)) }
}

extension Digest: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let digest = Digest(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "not 64 lower-case hexadecimal digits"
      )
    }
    self = digest
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
