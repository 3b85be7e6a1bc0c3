/// Markup on its way to plain text: inline elements vanish, blocks become line breaks, what is no
/// prose is left out.
struct PlainText {
  private var text = String.UnicodeScalarView()
  private var length = 0
  private var gap = Gap.none
  /// How many elements are open inside one that is left out, itself included.
  private var skipped = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  mutating func open(_ tag: String) {
    if skipped > 0 || Self.silent.contains(tag) {
      skipped += 1
    } else {
      widen(to: tag)
    }
  }

  mutating func close(_ tag: String) {
    if skipped > 0 {
      skipped -= 1
    } else {
      widen(to: tag)
    }
  }

  mutating func append(_ piece: some Sequence<Unicode.Scalar>) {
    guard skipped == 0 else { return }
    for scalar in piece { append(scalar) }
  }

  /// The text: single spaces, single line breaks, none at the ends.
  var result: String { String(text) }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if ("!"..."~").contains(scalar) { return put(scalar) }
    switch scalar {
    // Soft hyphen, zero-width space, joiners' neighbours and byte order mark carry no sound.
    case "\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}": return
    case _ where scalar.properties.isWhitespace: gap = max(gap, .space)
    case _ where scalar.properties.generalCategory == .control: return
    default:
      put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    guard length < limit else { return }
    if length > 0, let separator = gap.scalar { text.append(separator) }
    gap = .none
    text.append(scalar)
    length += 1
  }

  private mutating func widen(to tag: String) {
    if Self.blocks.contains(tag) { gap = .line }
    if tag == "td" || tag == "th" { gap = max(gap, .space) }
  }

  private enum Gap: Comparable {
    case none
    case space
    case line

    var scalar: Unicode.Scalar? {
      switch self {
      case .none: nil
      case .space: " "
      case .line: "\n"
      }
    }
  }

  private static let silent: Set<String> = [
    "script", "style", "nav", "noscript", "template", "head", "iframe", "object", "embed", "svg",
    "math", "canvas", "audio", "video", "button", "select", "textarea",
  ]

  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tr", "ul",
  ]
}

extension PlainText {
  /// The text of an element whose content is markup written out as elements.
  static func text(of element: XMLElement, limit: Int) -> String {
    var text = PlainText(limit: limit)
    text.append(contentOf: element)
    return text.result
  }

  private mutating func append(contentOf element: XMLElement) {
    for part in element.content {
      switch part {
      case .text(let piece): append(piece.unicodeScalars)
      case .element(let child):
        let tag = child.name.local.lowercased()
        open(tag)
        append(contentOf: child)
        close(tag)
      }
    }
  }

  /// Text that is already plain, with its white space put in order.
  static func tidied(_ text: String, limit: Int) -> String {
    var tidy = PlainText(limit: limit)
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      if index > 0 { tidy.open("br") }
      tidy.append(line.unicodeScalars)
    }
    return tidy.result
  }
}
