/// Numbers as zip writes them, appended.
struct LittleEndianWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ more: [UInt8]) { bytes += more }
}

/// Numbers as zip writes them, taken one after another; never beyond the end.
struct LittleEndianReader {
  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  var remaining: Int { bytes.count - position }

  mutating func take<Number: FixedWidthInteger>(_ type: Number.Type) throws(ZipError) -> Number {
    let length = Number.bitWidth / 8
    guard remaining >= length else { throw ZipError("it ends in the middle of its directory") }
    var number: Number = 0
    for index in (0..<length).reversed() {
      number = number << 8 | Number(truncatingIfNeeded: bytes[position + index])
    }
    position += length
    return number
  }

  mutating func take(_ length: Int) throws(ZipError) -> [UInt8] {
    guard length >= 0, remaining >= length else {
      throw ZipError("it ends in the middle of its directory")
    }
    defer { position += length }
    return Array(bytes[position..<position + length])
  }
}
