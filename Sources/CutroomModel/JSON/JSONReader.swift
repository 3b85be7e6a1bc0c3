/// How much a strict reader accepts before it refuses.
package struct JSONLimits: Sendable {
  package var bytes = 8 << 20
  package var depth = 64
  package var members = 200_000
  package var stringBytes = 1 << 20

  /// Limits for documents people and stages write.
  package static let document = JSONLimits()
  /// Limits for what cutroom's own programs hand each other.
  package static let machine = JSONLimits(bytes: 64 << 20, members: 4_000_000)

  package init(
    bytes: Int = 8 << 20,
    depth: Int = 64,
    members: Int = 200_000,
    stringBytes: Int = 1 << 20
  ) {
    self.bytes = bytes
    self.depth = depth
    self.members = members
    self.stringBytes = stringBytes
  }
}

/// Why a text is not JSON that cutroom reads, and where (both from 1; columns count bytes).
package struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  package let reason: String
  package let line: Int
  package let column: Int

  package init(reason: String, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  package var description: String { "line \(line), column \(column): \(reason)" }
}

/// Reads JSON strictly: RFC 8259 with no duplicate member, no byte order mark, valid UTF-8, bounded
/// size, depth and count, and numbers that survive being read.
package struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: JSONLimits
  private var position = 0
  private var members = 0

  /// Reads a whole text as one value.
  package static func read(
    _ text: [UInt8],
    limits: JSONLimits = .document
  ) throws(JSONError) -> JSONValue {
    try text.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONError) in
        var reader = JSONReader(bytes: buffer, limits: limits)
        return try reader.readWhole()
      }
    }.get()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  private mutating func readWhole() throws(JSONError) -> JSONValue {
    guard bytes.count <= limits.bytes else {
      throw error("the text is longer than \(limits.bytes) bytes")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error("a byte order mark") }
    skipSpace()
    let value = try readValue(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error("something follows the value") }
    return value
  }

  private mutating func readValue(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < limits.depth else { throw error("nested deeper than \(limits.depth)") }
    guard let first = peek else { throw error("the text ends where a value should be") }
    switch first {
    case UInt8(ascii: "{"): return try readObject(depth: depth)
    case UInt8(ascii: "["): return try readArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
    default: throw error("no value starts like this")
    }
  }

  private mutating func readObject(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var object: [String: JSONValue] = [:]
    skipSpace()
    if take("}") { return .object(object) }
    while true {
      guard peek == UInt8(ascii: "\"") else { throw error("a member's name must be a string") }
      let start = position
      let key = try readString()
      skipSpace()
      guard take(":") else { throw error("a colon must follow a member's name") }
      skipSpace()
      try countMember()
      let value = try readValue(depth: depth + 1)
      guard object.updateValue(value, forKey: key) == nil else {
        position = start
        throw error("the member \"\(key)\" stands twice")
      }
      skipSpace()
      if take("}") { return .object(object) }
      try takeComma(before: "}", else: "a comma or a closing brace must follow a member")
    }
  }

  private mutating func readArray(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var array: [JSONValue] = []
    skipSpace()
    if take("]") { return .array(array) }
    while true {
      try countMember()
      array.append(try readValue(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(array) }
      try takeComma(before: "]", else: "a comma or a closing bracket must follow an element")
    }
  }

  /// Goes on to what follows a comma; one too many is told where it stands, not where the next thing
  /// is missed.
  private mutating func takeComma(
    before closing: Unicode.Scalar,
    else reason: String
  ) throws(JSONError) {
    let comma = position
    guard take(",") else { throw error(reason) }
    skipSpace()
    guard peek == UInt8(ascii: closing) else { return }
    position = comma
    throw error("nothing follows this comma")
  }

  private mutating func countMember() throws(JSONError) {
    members += 1
    if members > limits.members { throw error("more than \(limits.members) members") }
  }

  private mutating func readWord(
    _ word: StaticString,
    _ value: JSONValue
  ) throws(JSONError)
    -> JSONValue
  {
    for index in 0..<word.utf8CodeUnitCount {
      guard peek == word.utf8Start[index] else { throw error("no value starts like this") }
      position += 1
    }
    return value
  }

  private mutating func readNumber() throws(JSONError) -> JSONValue {
    let start = position
    _ = take("-")
    let whole = takeDigits()
    let firstDigit = position - whole
    guard whole > 0 else { throw error("a digit must follow the minus sign") }
    guard whole == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
      throw error("a number has no leading zero")
    }
    var isInteger = true
    if take(".") {
      isInteger = false
      guard takeDigits() > 0 else { throw error("a digit must follow the point") }
    }
    if take("e") || take("E") {
      isInteger = false
      _ = take("+") || take("-")
      guard takeDigits() > 0 else { throw error("a digit must follow the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int64(text) { return .integer(value) }
    guard let real = Double(text), real.isFinite, !isInteger else {
      position = start
      throw error("the number \(text.prefix(40)) is out of range")
    }
    if real == 0, text.prefix(while: { $0 != "e" && $0 != "E" }).contains(where: isNonzeroDigit) {
      position = start
      throw error("the number \(text.prefix(40)) is too small to be kept")
    }
    let largest = 9_007_199_254_740_992.0
    if real.rounded(.towardZero) == real, abs(real) <= largest { return .integer(Int64(real)) }
    return .number(real)
  }

  private func isNonzeroDigit(_ character: Character) -> Bool { ("1"..."9").contains(character) }

  private mutating func takeDigits() -> Int {
    let start = position
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position - start
  }

  private mutating func readString() throws(JSONError) -> String {
    position += 1
    let start = position
    // Most strings have no escape: they are copied in one piece.
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if peek == UInt8(ascii: "\"") {
      let text = try validated(bytes[start..<position])
      position += 1
      return text
    }
    return try readEscapedString(from: start)
  }

  private mutating func readEscapedString(from start: Int) throws(JSONError) -> String {
    var unescaped = Array(bytes[start..<position])
    while let byte = peek {
      guard unescaped.count <= limits.stringBytes else {
        throw error("a string longer than \(limits.stringBytes) bytes")
      }
      switch byte {
      case UInt8(ascii: "\""):
        let text = try unescaped.withUnsafeBufferPointer { buffer in
          Result { () throws(JSONError) in try validated(buffer[...]) }
        }.get()
        position += 1
        return text
      case UInt8(ascii: "\\"):
        position += 1
        try readEscape(into: &unescaped)
      case 0..<0x20:
        throw error("a control character inside a string")
      default:
        unescaped.append(byte)
        position += 1
      }
    }
    throw error("the text ends inside a string")
  }

  private mutating func readEscape(into unescaped: inout [UInt8]) throws(JSONError) {
    guard let byte = peek else { throw error("the text ends inside a string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
    case UInt8(ascii: "b"): unescaped.append(0x08)
    case UInt8(ascii: "f"): unescaped.append(0x0C)
    case UInt8(ascii: "n"): unescaped.append(0x0A)
    case UInt8(ascii: "r"): unescaped.append(0x0D)
    case UInt8(ascii: "t"): unescaped.append(0x09)
    case UInt8(ascii: "u"): unescaped.append(contentsOf: Array(Character(try readScalar()).utf8))
    default: throw error("no escape is written like this")
    }
  }

  private mutating func readScalar() throws(JSONError) -> Unicode.Scalar {
    let high = try readHexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, take("\\"), take("u") else { throw error("half a surrogate pair") }
    let low = try readHexadecimal()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(low - 0xDC00))
    else { throw error("half a surrogate pair") }
    return scalar
  }

  private mutating func readHexadecimal() throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits must follow \\u")
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }

  private func validated(_ slice: Slice<UnsafeBufferPointer<UInt8>>) throws(JSONError) -> String {
    guard slice.count <= limits.stringBytes else {
      throw error("a string longer than \(limits.stringBytes) bytes")
    }
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw error("bytes that are not UTF-8")
    }
    return text
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func error(_ reason: String) -> JSONError {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count(where: { $0 == 0x0A }) + 1
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONError(reason: reason, line: line, column: position - lineStart + 1)
  }
}
