import CutroomModel

/// Escapes the ampersands that a feed forgot to escape: `R&B`, `?a=1&b=2`.
///
/// It is the commonest mistake there is, and libxml2 would drop what follows.
enum AmpersandRepair {
  static func repair(_ text: [UInt8]) -> (text: [UInt8], warning: FeedWarning?) {
    var scan = MarkupScan(text)
    var repaired: [UInt8] = []
    var copied = 0
    var count = 0
    while let place = scan.nextAmpersand() {
      guard !isReference(text[(place + 1)...].prefix(40)) else { continue }
      repaired += text[copied...place]
      repaired += Array("amp;".utf8)
      copied = place + 1
      count += 1
    }
    guard count > 0 else { return (text, nil) }
    repaired += text[copied...]
    return (repaired, FeedWarning("\(count) “&” should be “&amp;”"))
  }

  private static func isReference(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")), end > rest.startIndex else {
      return false
    }
    var name = rest[rest.startIndex..<end]
    if name.first == UInt8(ascii: "#") {
      name = name.dropFirst()
      let digits = name.first.map { $0 | 0x20 } == UInt8(ascii: "x") ? name.dropFirst() : name
      return !digits.isEmpty && digits.allSatisfy(isHexDigit)
    }
    return name.allSatisfy { byte in
      isHexDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || byte > 0x7F || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "-")
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}

/// Walks through markup and stops at the ampersands that mean something.
private struct MarkupScan {
  private let text: [UInt8]
  private var index = 0

  init(_ text: [UInt8]) { self.text = text }

  /// The next ampersand outside CDATA sections, comments, and processing instructions.
  mutating func nextAmpersand() -> Int? {
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "&"):
        index += 1
        return index - 1
      case UInt8(ascii: "<"): skipOpaque()
      default: index += 1
      }
    }
    return nil
  }

  private mutating func skipOpaque() {
    let rest = text[index...]
    let marks = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")]
    guard let (_, end) = marks.first(where: { rest.starts(with: $0.0.utf8) }) else {
      index += 1
      return
    }
    let mark = Array(end.utf8)
    while index < text.count, !text[index...].starts(with: mark) { index += 1 }
  }
}
