import CutroomModel
import FeedReader
import Testing

struct FeedEncodingTests {
  @Test(arguments: [
    Encoded("UTF-8", Array(xml("utf-8").utf8)),
    Encoded("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array(xml("utf-8").utf8)),
    Encoded("UTF-8 undeclared", Array(xml(nil).utf8)),
    Encoded("UTF-8 declared as Latin 1", Array(xml("ISO-8859-1").utf8)),
    Encoded("UTF-8 declared as UTF-16", Array(xml("utf-16").utf8)),
    Encoded("UTF-16 little-endian", [0xFF, 0xFE] + utf16(xml("utf-16"), bigEndian: false)),
    Encoded("UTF-16 big-endian", [0xFE, 0xFF] + utf16(xml("utf-16"), bigEndian: true)),
    Encoded("UTF-16 without a mark", utf16(xml("utf-16"), bigEndian: false)),
    Encoded("windows-1252", windows1252(xml("windows-1252"))),
    Encoded("Latin 1 that is windows-1252", windows1252(xml("iso-8859-1"))),
    Encoded("windows-1252 declared as UTF-8", windows1252(xml("utf-8"))),
    Encoded("windows-1252 undeclared", windows1252(xml(nil))),
    Encoded("Shift_JIS", shiftJIS, "日本"),
    Encoded("ISO 8859-15", latin9, "Käfer €"),
  ])
  func `the text comes out whatever the encoding`(sample: Encoded) throws {
    #expect(try FeedParser.parse(sample.bytes).title == sample.title)
  }

  @Test func `the server's word counts where the feed is silent`() throws {
    let bytes =
      Array("<rss><channel><title>".utf8) + [0xCF, 0xF0, 0xE8]
      + Array("</title></channel></rss>".utf8)
    #expect(try FeedParser.parse(bytes, charset: "windows-1251").title == "При")
  }

  @Test func `a few broken bytes do not turn UTF-8 into something else`() throws {
    let bytes =
      Array("<rss><channel><title>Käfer – “x”".utf8) + [0xFF]
      + Array("</title></channel></rss>".utf8)
    let feed = try FeedParser.parse(bytes)
    #expect(feed.title == "Käfer – “x”\u{FFFD}")
    #expect(feed.warnings == [FeedWarning("1 bytes are not UTF-8")])
  }

  @Test(arguments: ["klingon", "../../etc/passwd"])
  func `an unknown encoding is named`(name: String) {
    let bytes = Array("<?xml version='1.0' encoding='\(name)'?><rss><channel/></rss>".utf8)
    #expect {
      try FeedParser.parse(bytes + [0xFF, 0xFE])
    } throws: { error in
      guard case .unknownEncoding? = error as? FeedError else { return false }
      return true
    }
  }
}

struct Encoded: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]
  let title: String
  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8], _ title: String = "Käfer “–”") {
    self.name = name
    self.bytes = bytes
    self.title = title
  }
}

private func xml(_ encoding: String?) -> String {
  let declared = encoding.map { " encoding=\"\($0)\"" } ?? ""
  return
    "<?xml version=\"1.0\"\(declared)?>\n<rss><channel><title>Käfer “–”</title></channel></rss>"
}

private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
  text.utf16.flatMap { unit in
    let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    return bigEndian ? bytes : bytes.reversed()
  }
}

private func windows1252(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "“": 0x93
    case "”": 0x94
    case "–": 0x96
    default: UInt8(truncatingIfNeeded: scalar.value)
    }
  }
}

private let shiftJIS =
  Array("<?xml version='1.0' encoding='Shift_JIS'?><rss><channel><title>".utf8)
  + [0x93, 0xFA, 0x96, 0x7B] + Array("</title></channel></rss>".utf8)

private let latin9 =
  Array("<?xml version='1.0' encoding='ISO-8859-15'?><rss><channel><title>K".utf8)
  + [0xE4] + Array("fer ".utf8) + [0xA4] + Array("</title></channel></rss>".utf8)
