import CXML2
import CutroomModel

/// A document read by libxml2's SAX interface: no DTD is loaded, no declared entity is put in, no
/// network is touched, and everything allocated on the way is gone afterwards.
struct XMLTree {
  let root: XMLElement
  let warnings: [FeedWarning]
  /// Set where the document ended before its elements did.
  let truncation: FeedError?

  /// Nesting and number of elements are bounded; a document with mistakes is read as far as it
  /// makes sense, with the mistakes as warnings.
  init(_ text: [UInt8], limits: FeedLimits) throws(FeedError) {
    let builder = XMLTreeBuilder(limits: limits)
    SAXParser.parse(text, into: builder)
    builder.finish()
    if let refusal = builder.refusal { throw refusal }
    guard let root = builder.root else {
      throw builder.firstError ?? .malformed(message: "no element", line: 1, column: 1)
    }
    self.root = root
    warnings = builder.warnings
    truncation = builder.isTruncated ? builder.firstError : nil
  }
}

private enum SAXParser {
  static func parse(_ text: [UInt8], into builder: XMLTreeBuilder) {
    LibXML.start()
    text.withUnsafeBytes { bytes in
      let characters = bytes.assumingMemoryBound(to: CChar.self)
      guard let address = characters.baseAddress, let length = CInt(exactly: bytes.count),
        let context = xmlCreateMemoryParserCtxt(address, length)
      else { return }
      defer {
        // What the internal subset declares lands in a document even without a tree builder.
        if let document = context.pointee.myDoc { xmlFreeDoc(document) }
        context.pointee.myDoc = nil
        xmlFreeParserCtxt(context)
      }
      context.pointee.sax.pointee = handlers
      let options =
        XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue
        | XML_PARSE_IGNORE_ENC.rawValue
      xmlCtxtUseOptions(context, CInt(bitPattern: UInt32(options)))
      xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
      builder.context = context
      context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
      withExtendedLifetime(builder) { _ = xmlParseDocument(context) }
      builder.context = nil
    }
  }

  private static var handlers: xmlSAXHandler {
    var sax = xmlSAXHandler()
    sax.initialized = UInt32(XML_SAX2_MAGIC)
    sax.startElementNs = { user, name, prefix, uri, _, _, count, defaulted, attributes in
      guard let builder = XMLTreeBuilder.from(user) else { return }
      let name = XMLName(
        space: XMLSpace(uri: LibXML.string(uri), prefix: LibXML.string(prefix)),
        local: LibXML.string(name) ?? ""
      )
      // A default from the DTD is repeated for every element: left out, or it would grow.
      let given = Int(count) - Int(defaulted)
      builder.open(name, attributes: LibXML.attributes(attributes, count: given))
    }
    sax.endElementNs = { user, name, _, _ in
      XMLTreeBuilder.from(user)?.close(LibXML.string(name) ?? "")
    }
    sax.characters = { XMLTreeBuilder.from($0)?.append($1, count: Int($2)) }
    sax.ignorableWhitespace = sax.characters
    sax.cdataBlock = sax.characters
    sax.getEntity = { XMLTreeBuilder.from($0)?.entity(LibXML.string($1) ?? "") }
    sax.entityDecl = { user, name, type, _, _, content in
      XMLTreeBuilder.from(user)?.declare(
        entity: LibXML.string(name) ?? "",
        type: xmlEntityType(UInt32(bitPattern: type)),
        content: LibXML.string(content)
      )
    }
    sax.serror = { user, error in
      guard let error else { return }
      XMLTreeBuilder.from(user)?.note(error.pointee)
    }
    return sax
  }
}

/// What both parsers of libxml2 need.
enum LibXML {
  /// xmlInitParser(3) is not safe when threads race for it.
  private static let initialized: Void = xmlInitParser()

  static func start() { _ = initialized }

  static func string(_ text: UnsafePointer<xmlChar>?) -> String? {
    text.map { String(cString: $0) }
  }

  /// Five pointers an attribute: name, prefix, URI, value, its end.
  static func attributes(
    _ pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    count: Int
  ) -> [XMLAttribute] {
    guard let pointers, count > 0 else { return [] }
    return (0..<count).compactMap { index in
      let parts = pointers + index * 5
      guard let name = string(parts[0]), let value = parts[3], let end = parts[4] else {
        return nil
      }
      let prefix = string(parts[1])
      return XMLAttribute(
        name: name,
        space: prefix == nil ? nil : XMLSpace(uri: string(parts[2]), prefix: prefix),
        value: attributeValue(UnsafeBufferPointer(start: value, count: end - value))
      )
    }
  }

  /// libxml2 leaves an ampersand in an attribute escaped, and always in this way.
  private static func attributeValue(_ bytes: UnsafeBufferPointer<xmlChar>) -> String {
    var value: [UInt8] = []
    value.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.first {
      value.append(byte)
      rest = rest.dropFirst(rest.starts(with: "&#38;".utf8) ? 5 : 1)
    }
    return String(decoding: value, as: UTF8.self)
  }
}
