/// Writes JSON values as bytes that depend on the value alone.
package struct JSONWriter {
  private var bytes: [UInt8] = []
  private let isPretty: Bool

  /// The form of documents: two-space indent, sorted keys, one final newline.
  package static func document(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter(isPretty: true)
    writer.write(value, indent: 0)
    writer.bytes.append(0x0A)
    return writer.bytes
  }

  /// A value as it stands in a member of a document.
  static func member(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter(isPretty: true)
    writer.write(value, indent: 1)
    return writer.bytes
  }

  /// The form that is hashed and journalled: sorted keys, no space.
  package static func canonical(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter(isPretty: false)
    writer.write(value, indent: 0)
    return writer.bytes
  }

  private init(isPretty: Bool) {
    self.isPretty = isPretty
    // Most values that are written have a few members.
    bytes.reserveCapacity(200)
  }

  private mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .integer(let whole): append(String(whole))
    case .number(let real): append(real.isFinite ? "\(real)" : "null")
    case .string(let text): write(text)
    case .array(let elements):
      writeList("[", "]", Array(elements), indent: indent) { $0.write($1, indent: indent + 1) }
    case .object(let members):
      writeList("{", "}", members.sorted(by: keyOrder), indent: indent) {
        $0.write($1.key)
        $0.append($0.isPretty ? ": " : ":")
        $0.write($1.value, indent: indent + 1)
      }
    }
  }

  private mutating func writeList<Element>(
    _ opening: String,
    _ closing: String,
    _ elements: [Element],
    indent: Int,
    _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    append(opening)
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      startLine(indent: indent + 1)
      writeElement(&self, element)
    }
    if !elements.isEmpty { startLine(indent: indent) }
    append(closing)
  }

  private mutating func startLine(indent: Int) {
    guard isPretty else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: indent * 2))
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if Self.isPlain(text) { append(text) } else { escape(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether every byte stands for itself, as in nearly every text.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
    }
  }

  private mutating func escape(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0..<0x20, 0x7F:
        append(byte < 0x10 ? "\\u000" : "\\u00")
        append(String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

private func keyOrder(
  _ left: (key: String, value: JSONValue),
  _ right: (key: String, value: JSONValue)
) -> Bool {
  left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
}
