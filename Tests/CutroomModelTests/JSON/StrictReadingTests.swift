import CutroomModel
import Testing

@Suite struct StrictReadingTests {
  struct Fault: Sendable {
    let text: [UInt8]
    let line: Int
    let column: Int
    let word: String

    init(_ text: String, _ line: Int, _ column: Int, _ word: String) {
      self.init(bytes: Array(text.utf8), line, column, word)
    }

    init(bytes: [UInt8], _ line: Int, _ column: Int, _ word: String) {
      text = bytes
      self.line = line
      self.column = column
      self.word = word
    }
  }

  @Test(arguments: [
    Fault("", 1, 1, "ends"), Fault("{\"a\": 1,\n \"a\": 2}", 2, 2, "twice"),
    Fault("\u{FEFF}{}", 1, 1, "byte order mark"), Fault("[1,\n]", 1, 3, "nothing follows"),
    Fault("{\"a\": 1,}", 1, 8, "nothing follows"), Fault("{} {}", 1, 4, "follows"),
    Fault("[01]", 1, 4, "leading zero"), Fault("[1.]", 1, 4, "point"), Fault("[-]", 1, 3, "minus"),
    Fault("[1e]", 1, 4, "exponent"), Fault("[1e400]", 1, 2, "out of range"),
    Fault("[1e-400]", 1, 2, "too small"), Fault("[0.0001e-330]", 1, 2, "too small"),
    Fault("[99999999999999999999]", 1, 2, "out of range"), Fault("[NaN]", 1, 2, "no value"),
    Fault("[tru]", 1, 5, "no value"), Fault("[\"a", 1, 4, "ends inside"),
    Fault("[\"a\nb\"]", 1, 4, "control character"), Fault("[\"\\x\"]", 1, 5, "escape"),
    Fault("[\"\\ud800\"]", 1, 9, "surrogate"), Fault("[\"\\udc00\"]", 1, 9, "surrogate"),
    Fault("[\"\\ud800\\u0041\"]", 1, 15, "surrogate"), Fault("[\"\\u00g0\"]", 1, 7, "hexadecimal"),
    Fault("{'a': 1}", 1, 2, "string"), Fault("{\"a\" 1}", 1, 6, "colon"),
    Fault("[1 2]", 1, 4, "comma"), Fault("// c\n{}", 1, 1, "no value"),
    Fault(bytes: [0x5B, 0x22, 0xFF, 0x22, 0x5D], 1, 4, "UTF-8"),
    Fault(bytes: [0x5B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x5D], 1, 6, "UTF-8"),
    Fault(bytes: [0x5B, 0x00, 0x5D], 1, 2, "no value"),
  ])
  func `what is no strict JSON is refused with its place`(fault: Fault) {
    let error = #expect(throws: JSONError.self) { try JSONReader.read(fault.text) }
    #expect(error?.line == fault.line)
    #expect(error?.column == fault.column)
    #expect(error?.reason.contains(fault.word) == true)
  }

  @Test func `size, depth, members and strings are bounded`() throws {
    let limits = JSONLimits(bytes: 100, depth: 4, members: 5, stringBytes: 10)
    func read(_ text: String) throws { _ = try JSONReader.read(Array(text.utf8), limits: limits) }
    try read("[[[1]]]")
    try read("[1,2,3,4,5]")
    try read("[\"0123456789\"]")
    for text in [
      String(repeating: " ", count: 101), "[[[[1]]]]", "[1,2,3,4,5,6]", "[\"0123456789x\"]",
      "[\"\\n0123456789x\"]",
    ] {
      #expect(throws: JSONError.self) { try read(text) }
    }
  }

  @Test func `five million opening brackets are refused, not followed`() {
    let text = [UInt8](repeating: UInt8(ascii: "["), count: 5_000_000)
    #expect(throws: JSONError.self) { try JSONReader.read(text) }
  }

  static let numbers: [(text: String, value: JSONValue)] = [
    ("1", .integer(1)), ("1.0", .integer(1)), ("1e0", .integer(1)), ("-0", .integer(0)),
    ("-0.0", .integer(0)), ("0e-400", .integer(0)), ("5e-324", .number(.leastNonzeroMagnitude)),
    ("0.5", .number(0.5)), ("1e300", .number(1e300)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
  ]

  @Test(arguments: numbers)
  func `a number is one value however it is written`(text: String, value: JSONValue) throws {
    #expect(try JSONReader.read(Array(text.utf8)) == value)
  }

  @Test func `what is written reads back as the same value and the same bytes`() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let value = Self.value(depth: 0, using: &generator)
      for bytes in [JSONWriter.document(value), JSONWriter.canonical(value)] {
        let read = try JSONReader.read(bytes)
        #expect(read == value)
        #expect(JSONWriter.canonical(read) == JSONWriter.canonical(value))
      }
    }
  }

  @Test func `truncated and garbled texts are refused or read, never worse`() throws {
    let value: JSONValue = [
      "kind": "timeline", "list": [1, 2, ["a\u{0}\n\"\\": "é🎬"]], "big": .number(1e-9),
    ]
    let bytes = JSONWriter.document(value)
    for length in 0..<(bytes.count - 1) {
      #expect(throws: JSONError.self) { try JSONReader.read(Array(bytes[..<length])) }
    }
    for _ in 0..<2000 {
      var garbled = bytes
      garbled[Int.random(in: garbled.indices)] = UInt8.random(in: 0...255)
      if let read = try? JSONReader.read(garbled) {
        #expect(try JSONReader.read(JSONWriter.document(read)) == read)
      }
    }
  }

  private static func value(
    depth: Int,
    using generator: inout SystemRandomNumberGenerator
  ) -> JSONValue {
    switch Int.random(in: 0..<(depth < 4 ? 7 : 5), using: &generator) {
    case 0: return .null
    case 1: return .bool(.random(using: &generator))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &generator))
    case 3: return .number(Double.random(in: -1...1, using: &generator) + 0.123)
    case 4: return .string(text(using: &generator))
    case 5:
      return .array(
        (0..<Int.random(in: 0..<4)).map { _ in value(depth: depth + 1, using: &generator) }
      )
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<Int.random(in: 0..<4) {
        members[text(using: &generator)] = value(depth: depth + 1, using: &generator)
      }
      return .object(members)
    }
  }

  private static func text(using generator: inout SystemRandomNumberGenerator) -> String {
    let scalars = (0..<Int.random(in: 0..<6)).compactMap { _ in
      Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &generator))
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
