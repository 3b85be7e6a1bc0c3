/// Random lower-case hexadecimal digits.
package enum RandomName {
  /// `digits` hexadecimal digits (at most 16) from the system's generator.
  package static func hex(_ digits: Int) -> String {
    let number = UInt64.random(in: .min ... .max)
    return String(unsafeUninitializedCapacity: digits) { buffer in
      for place in 0..<digits {
        let digit = UInt8(truncatingIfNeeded: number >> UInt64(place * 4)) & 0xF
        buffer[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return digits
    }
  }

  /// Whether a name is such digits between a beginning and an end, and nothing else.
  package static func isMade(
    _ name: String,
    _ beginning: String,
    digits: Int,
    _ end: String = ""
  ) -> Bool {
    guard name.hasPrefix(beginning), name.hasSuffix(end) else { return false }
    let middle = name.utf8.dropFirst(beginning.utf8.count).dropLast(end.utf8.count)
    return middle.count == digits
      && middle.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
