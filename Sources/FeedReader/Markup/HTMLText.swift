import CXML2
package import CutroomModel

/// Plain text from HTML, by libxml2's HTML parser.
package enum HTMLText {
  /// The prose of a page or a fragment in any common encoding: scripts, styles and navigation
  /// left out, blocks on lines of their own, entities decoded.
  ///
  /// Broken HTML is read as browsers do, more or less; it is never an error.
  ///
  /// - Parameters:
  ///   - bytes: The page as it came.
  ///   - charset: What the server declared.
  ///   - limits: Bounds on size, nesting and length.
  /// - Returns: Single spaces and line breaks, none at the ends.
  /// - Throws: `FeedError` where the page is too large or its encoding unknown.
  package static func plain(
    _ bytes: [UInt8],
    charset: String? = nil,
    limits: FeedLimits = FeedLimits()
  ) throws(FeedError) -> String {
    guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
    return plain(utf8: try DocumentText(bytes, charset: charset).utf8, limits: limits)
  }

  /// The plain text of a text that may hold HTML; one that does not is only tidied.
  static func plain(_ text: String, limits: FeedLimits) -> String {
    holdsMarkup(text)
      ? plain(utf8: Array(text.utf8), limits: limits)
      : PlainText.tidied(text, limit: limits.textLength)
  }

  /// Whether a text has a tag or an entity that HTML knows: `a < b` and `Q&A` have none.
  static func holdsMarkup(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains { index in
      switch bytes[index] {
      case UInt8(ascii: "<"): startsTag(bytes[(index + 1)...])
      case UInt8(ascii: "&"): startsEntity(bytes[(index + 1)...])
      default: false
      }
    }
  }

  private static func startsTag(_ rest: ArraySlice<UInt8>) -> Bool {
    if rest.starts(with: Array("!--".utf8)) || rest.starts(with: Array("![CDATA[".utf8)) {
      return true
    }
    let name = rest.drop { $0 == UInt8(ascii: "/") }.prefix(16).prefix(while: isNameByte)
    guard !name.isEmpty else { return false }
    let tag = String(decoding: name, as: UTF8.self).lowercased()
    return htmlTagLookup(tag) != nil || newerTags.contains(tag)
  }

  private static func startsEntity(_ rest: ArraySlice<UInt8>) -> Bool {
    if rest.first == UInt8(ascii: "#") { return rest.dropFirst().first.map(isNameByte) ?? false }
    let name = rest.prefix(12).prefix(while: isNameByte)
    guard rest.dropFirst(name.count).first == UInt8(ascii: ";") else { return false }
    return htmlEntityLookup(String(decoding: name, as: UTF8.self)) != nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// What HTML 5 added and libxml2's table lacks.
  private static let newerTags: Set<String> = [
    "article", "aside", "audio", "details", "figcaption", "figure", "footer", "header", "main",
    "mark", "nav", "picture", "section", "source", "summary", "svg", "time", "video", "wbr",
  ]

  // MARK: - Parsing

  private static func plain(utf8: [UInt8], limits: FeedLimits) -> String {
    LibXML.start()
    guard let context = htmlNewParserCtxt() else { return "" }
    defer { htmlFreeParserCtxt(context) }
    let sink = HTMLTextSink(context: context, limits: limits)
    context.pointee.sax.pointee = handlers
    context.pointee.userData = Unmanaged.passUnretained(sink).toOpaque()
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue
      | HTML_PARSE_IGNORE_ENC.rawValue
    utf8.withUnsafeBytes { bytes in
      let characters = bytes.assumingMemoryBound(to: CChar.self)
      guard let address = characters.baseAddress, let length = CInt(exactly: bytes.count) else {
        return
      }
      let flags = CInt(bitPattern: UInt32(options))
      withExtendedLifetime(sink) {
        // No tree is built, so there is no document to free unless a handler is added.
        if let document = htmlCtxtReadMemory(context, address, length, nil, "UTF-8", flags) {
          xmlFreeDoc(document)
        }
      }
    }
    return sink.text.result
  }

  private static var handlers: htmlSAXHandler {
    var sax = htmlSAXHandler()
    sax.initialized = UInt32(XML_SAX2_MAGIC)
    sax.startElement = { user, name, _ in
      HTMLTextSink.from(user)?.open(LibXML.string(name) ?? "")
    }
    sax.endElement = { user, name in
      HTMLTextSink.from(user)?.close(LibXML.string(name) ?? "")
    }
    sax.characters = { user, characters, count in
      guard let characters, count > 0 else { return }
      let buffer = UnsafeBufferPointer(start: characters, count: Int(count))
      HTMLTextSink.from(user)?.text.append(String(decoding: buffer, as: UTF8.self).unicodeScalars)
    }
    sax.ignorableWhitespace = sax.characters
    // Without a handler libxml2 would print the fault.
    sax.serror = { _, _ in }
    return sax
  }
}

/// Takes the events of one parse.
private final class HTMLTextSink {
  var text: PlainText
  private let context: htmlParserCtxtPtr
  private var depth = 0
  private let limit: Int

  init(context: htmlParserCtxtPtr, limits: FeedLimits) {
    self.context = context
    text = PlainText(limit: limits.textLength)
    limit = max(limits.depth, 512)
  }

  static func from(_ user: UnsafeMutableRawPointer?) -> HTMLTextSink? {
    user.map { Unmanaged<HTMLTextSink>.fromOpaque($0).takeUnretainedValue() }
  }

  func open(_ tag: String) {
    depth += 1
    // libxml2 looks through all open elements at each end tag: stop before that takes long.
    guard depth <= limit else { return xmlStopParser(context) }
    text.open(tag.lowercased())
  }

  func close(_ tag: String) {
    depth -= 1
    text.close(tag.lowercased())
  }
}
