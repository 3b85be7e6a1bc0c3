import CutroomModel
import FoundationEssentials

/// Writes a page's values as the bytes of an HTML file.
struct PageWriter {
  private var bytes: [UInt8] = []
  private let redaction: Redaction

  private init(hiding redaction: Redaction) { self.redaction = redaction }

  /// The bytes of a whole page, without what is secret.
  static func page(_ root: HTML, hiding redaction: Redaction = Redaction()) -> [UInt8] {
    var writer = PageWriter(hiding: redaction)
    writer.bytes += Array("<!DOCTYPE html>\n".utf8)
    writer.write(root)
    writer.bytes.append(0x0A)
    return writer.bytes
  }

  /// The bytes of a piece of a page.
  static func fragment(_ html: HTML) -> [UInt8] {
    var writer = PageWriter(hiding: Redaction())
    writer.write(html)
    return writer.bytes
  }

  private mutating func write(_ html: HTML) {
    switch html {
    case .text(let text): escape(text)
    case .list(let parts): for part in parts { write(part) }
    case .style(let sheet): element("style", []) { $0.put(sheet) }
    case .element(let name, let attributes, let content):
      element(name, attributes) { for part in content { $0.write(part) } }
    }
  }

  // MARK: - Details

  private mutating func element(
    _ name: StaticString,
    _ attributes: [HTML.Attribute],
    _ content: (inout PageWriter) -> Void
  ) {
    bytes.append(UInt8(ascii: "<"))
    put(name)
    for attribute in attributes { write(attribute) }
    bytes.append(UInt8(ascii: ">"))
    if Self.isVoid(name) { return }
    content(&self)
    bytes += [UInt8(ascii: "<"), UInt8(ascii: "/")]
    put(name)
    bytes.append(UInt8(ascii: ">"))
    if Self.isBlock(name) { bytes.append(0x0A) }
  }

  private mutating func write(_ attribute: HTML.Attribute) {
    bytes.append(0x20)
    put(attribute.name)
    bytes += [UInt8(ascii: "="), UInt8(ascii: "\"")]
    switch attribute.value {
    case .text(let text): escape(text)
    case .data(let type, let content):
      put("data:")
      put(type)
      put(";base64,")
      bytes.append(contentsOf: Data(content).base64EncodedData())
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func put(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func escape(_ text: String) {
    for scalar in redaction.text(text).unicodeScalars {
      switch scalar {
      case "&": put("&amp;")
      case "<": put("&lt;")
      case ">": put("&gt;")
      case "\"": put("&quot;")
      case "'": put("&#39;")
      case _ where scalar.isUnseen: bytes.append(contentsOf: scalar.written.utf8)
      default: if let units = UTF8.encode(scalar) { bytes.append(contentsOf: units) }
      }
    }
  }

  private static func isVoid(_ name: StaticString) -> Bool {
    ["meta", "img", "col", "br"].contains(name.description)
  }

  /// Whether a line ends after the element, for those who read the file's text.
  private static func isBlock(_ name: StaticString) -> Bool {
    [
      "title", "style", "head", "header", "section", "h1", "h2", "h3", "p", "li", "tr", "dd", "svg",
      "figure", "footer", "g",
    ].contains(name.description)
  }
}
