import CutroomModel

/// The characters of a downloaded document, whatever encoding its bytes are in.
struct DocumentText {
  /// UTF-8 without a byte order mark or control characters; lines are where they were.
  let utf8: [UInt8]
  let warnings: [FeedWarning]

  /// Decodes by the byte order mark, else by the shape of UTF-16, else by what the document or
  /// the server declares, unless the bytes prove the declaration wrong.
  init(_ bytes: [UInt8], charset: String? = nil) throws(FeedError) {
    if let (text, length) = Self.marked(bytes) {
      self.init(text: text(bytes[length...]))
    } else if let bigEndian = Self.utf16Shape(bytes) {
      self.init(text: Self.utf16(bytes[...], bigEndian: bigEndian))
    } else {
      try self.init(bytes, declared: EncodingName.declared(in: bytes) ?? charset)
    }
  }

  private init(text: [UInt8], warnings: [FeedWarning] = []) {
    utf8 = text.map { $0 < 0x20 && $0 != 9 && $0 != 10 && $0 != 13 ? 0x20 : $0 }
    self.warnings = warnings
  }

  private init(_ bytes: [UInt8], declared: String?) throws(FeedError) {
    let name = EncodingName(declared ?? "utf-8")
    let check = UTF8Check(bytes)
    if check.isValid, name.isASCIISuperset, check.sequences > 0 || name == .utf8 {
      self.init(text: bytes, warnings: name == .utf8 ? [] : [Self.wrong(declared, "UTF-8")])
    } else if name == .utf8, check.sequences > check.faults {
      self.init(
        text: Array(String(decoding: bytes, as: UTF8.self).utf8),
        warnings: [FeedWarning("\(check.faults) bytes are not UTF-8")]
      )
    } else if name == .utf8 {
      self.init(text: Windows1252.decode(bytes), warnings: [Self.wrong(declared, "windows-1252")])
    } else if name == .windows1252 {
      self.init(text: Windows1252.decode(bytes))
    } else {
      guard let text = LegacyEncoding.decode(bytes, from: name) else {
        throw .unknownEncoding(name: String(name.rawValue.prefix(40)))
      }
      self.init(text: text)
    }
  }

  private static func wrong(_ declared: String?, _ found: String) -> FeedWarning {
    guard let declared else { return FeedWarning("no encoding declared; read as \(found)") }
    return FeedWarning("declared \(declared.prefix(40)), read as \(found)")
  }

  // MARK: - Unicode

  private static func marked(
    _ bytes: [UInt8]
  ) -> (decode: (ArraySlice<UInt8>) -> [UInt8], length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return ({ Array(String(decoding: $0, as: UTF8.self).utf8) }, 3)
    }
    if bytes.starts(with: [0xFE, 0xFF]) { return ({ utf16($0, bigEndian: true) }, 2) }
    if bytes.starts(with: [0xFF, 0xFE]) { return ({ utf16($0, bigEndian: false) }, 2) }
    return nil
  }

  /// Whether the bytes look like UTF-16 without a mark, and then its byte order.
  private static func utf16Shape(_ bytes: [UInt8]) -> Bool? {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0, 1..., 0, 1...): return true
    case (1..., 0, 1..., 0): return false
    default: return nil
    }
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(bigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}

/// How well bytes keep to UTF-8.
private struct UTF8Check {
  /// Characters of more than one byte.
  var sequences = 0
  /// Places where decoding had to start anew.
  var faults = 0
  var isValid: Bool { faults == 0 }

  init(_ bytes: [UInt8]) {
    var decoder = UTF8()
    var source = bytes.makeIterator()
    while true {
      switch decoder.decode(&source) {
      case .scalarValue(let scalar): if scalar.value > 0x7F { sequences += 1 }
      case .emptyInput: return
      case .error: faults += 1
      }
    }
  }
}
