/// The name of a character encoding, with the common aliases made one.
struct EncodingName: Equatable {
  let rawValue: String

  static let utf8 = EncodingName("utf-8")
  /// Also stands for ISO 8859-1, as the web does: what it adds are controls there.
  static let windows1252 = EncodingName("windows-1252")

  init(_ name: String) {
    let name = String(name.lowercased().filter { !$0.isWhitespace })
    switch name {
    // What claims two bytes a character and got here has one.
    case "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "unicode", "":
      rawValue = "utf-8"
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "cp1252", "ansi":
      rawValue = "windows-1252"
    default: rawValue = name
    }
  }

  /// Whether text in UTF-8 would be legal, though wrong, in this encoding.
  var isASCIISuperset: Bool {
    self == .utf8 || ["windows-", "iso-8859-", "koi8"].contains { rawValue.hasPrefix($0) }
  }

  /// The encoding that an XML declaration or a `meta` element names in the first 2048 bytes.
  static func declared(in bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(2048), as: UTF8.self).lowercased()
    if head.drop(while: \.isWhitespace).hasPrefix("<?xml") {
      let declaration = head.prefix { $0 != ">" }
      return value(of: "encoding", in: declaration)
    }
    return head.split(separator: "<").lazy.filter { $0.hasPrefix("meta") }
      .compactMap { value(of: "charset", in: $0.prefix { $0 != ">" }) }.first
  }

  private static func value(of key: String, in text: Substring) -> String? {
    guard let start = text.firstRange(of: key)?.upperBound else { return nil }
    let rest = text[start...].drop { $0.isWhitespace }
    guard rest.first == "=" else { return nil }
    let value = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
      .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
    return value.isEmpty ? nil : String(value)
  }
}

extension Substring {
  fileprivate func firstRange(of word: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(word) {
        return index..<self.index(index, offsetBy: word.count)
      }
      index = self.index(after: index)
    }
    return nil
  }
}
