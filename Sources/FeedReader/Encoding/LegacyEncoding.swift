import Glibc

/// The encoding of the western web before UTF-8.
enum Windows1252 {
  static func decode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      switch byte {
      case 0..<0x80: text.append(byte)
      case 0x80..<0xA0:
        text.append(contentsOf: String(Character(high[Int(byte) - 0x80])).utf8)
      default:
        text.append(0xC0 | byte >> 6)
        text.append(0x80 | byte & 0x3F)
      }
    }
    return text
  }

  /// 0x80 to 0x9F; the five that are not assigned become the replacement character.
  private static let high: [Unicode.Scalar] = [
    "€", "\u{FFFD}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{FFFD}", "Ž",
    "\u{FFFD}", "\u{FFFD}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ",
    "\u{FFFD}", "ž", "Ÿ",
  ]
}

/// Every other encoding, by iconv(3).
enum LegacyEncoding {
  /// Decodes to UTF-8; what is no character becomes U+FFFD.
  ///
  /// Nil where the encoding is unknown.
  static func decode(_ bytes: [UInt8], from name: EncodingName) -> [UInt8]? {
    guard name.rawValue.utf8.allSatisfy({ $0 != UInt8(ascii: "/") }),
      name.rawValue.utf8.count <= 40,
      let converter = Converter(from: name.rawValue)
    else { return nil }
    return converter.convert(bytes)
  }

  /// Loads what iconv(3) needs for the encodings that feeds use, so that they can still be
  /// decoded once the process may open no file.
  package static func prepare() {
    let names = [
      "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15", "windows-1250",
      "windows-1251", "windows-1253", "windows-1254", "windows-1256", "koi8-r", "koi8-u",
      "shift_jis", "euc-jp", "iso-2022-jp", "gbk", "gb2312", "gb18030", "big5", "euc-kr",
    ]
    // Never closed: a module stays loaded for as long as a converter uses it.
    for name in names { _ = iconv_open("UTF-8", name) }
  }
}

private struct Converter: ~Copyable {
  private let handle: iconv_t

  init?(from name: String) {
    guard let handle = iconv_open("UTF-8", name), handle != iconv_t(bitPattern: -1) else {
      return nil
    }
    self.handle = handle
  }

  deinit { _ = iconv_close(handle) }

  func convert(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 16_384)
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var next = input.baseAddress
        var left = input.count
        while left > 0 {
          var end = output.baseAddress
          var room = output.count
          let result = iconv(handle, &next, &left, &end, &room)
          let code = errno
          text.append(
            contentsOf: output[..<(output.count - room)].lazy.map(UInt8.init(bitPattern:))
          )
          guard result == -1, code != E2BIG else { continue }
          // An illegal or unfinished sequence: step over its first byte.
          text.append(contentsOf: [0xEF, 0xBF, 0xBD])
          next = next?.advanced(by: 1)
          left -= 1
        }
      }
    }
    return text
  }
}
