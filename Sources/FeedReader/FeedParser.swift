package import CutroomModel

/// Reads feeds of every common kind from their bytes.
package enum FeedParser {
  /// Reads RSS, RDF, Atom, JSON Feed or OPML, told apart by what is in them.
  ///
  /// Nothing outside `bytes` is read. A feed with mistakes is read as far as it makes sense and
  /// says so in its warnings.
  ///
  /// - Parameters:
  ///   - bytes: The feed as it came, in any common encoding.
  ///   - charset: What the server declared; the feed's own word goes before it.
  ///   - base: The feed's address, against which relative links are resolved.
  ///   - limits: Bounds on size, nesting and count.
  /// - Returns: The feed, with at most `limits.entries` entries.
  /// - Throws: `FeedError` where no feed could be read.
  package static func parse(
    _ bytes: [UInt8],
    charset: String? = nil,
    base: String? = nil,
    limits: FeedLimits = FeedLimits()
  ) throws(FeedError) -> Feed {
    guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
    let document = try DocumentText(bytes, charset: charset)
    let context = FeedContext(base: base.map { WebAddress($0) }, limits: limits)
    var feed: Feed
    switch try Appearance(document.utf8) {
    case .json: feed = try JSONFeedFormat.read(document.utf8, context)
    case .xml: feed = try parseXML(document.utf8, context)
    }
    feed.warnings.insert(contentsOf: document.warnings, at: 0)
    if feed.entries.count > limits.entries {
      feed.warnings.append(FeedWarning("only the first \(limits.entries) entries were read"))
      feed.entries.removeLast(feed.entries.count - limits.entries)
    }
    return feed
  }

  /// Loads what decoding needs from the file system, to be called before that is locked away.
  package static func prepare() {
    LegacyEncoding.prepare()
    LibXML.start()
  }

  private static func parseXML(_ text: [UInt8], _ context: FeedContext) throws(FeedError) -> Feed {
    let (text, repair) = AmpersandRepair.repair(text)
    let tree = try XMLTree(text, limits: context.limits)
    var feed = try read(tree.root, context)
    if let error = tree.truncation, feed.entries.isEmpty, feed.outlines.isEmpty { throw error }
    feed.warnings.insert(contentsOf: (repair.map { [$0] } ?? []) + tree.warnings, at: 0)
    return feed
  }

  private static func read(
    _ root: XMLElement,
    _ context: FeedContext
  ) throws(FeedError) -> Feed {
    let local = root.name.local
    switch local.lowercased() {
    case "rss": return try RSSFormat.read(root, .rss, context)
    case "rdf" where root.name.space == .rdf: return try RSSFormat.read(root, .rdf, context)
    case "feed", "entry": return AtomFormat.read(root, context)
    case "opml": return OPMLFormat.read(root, context)
    case "html": throw .webPage(line: root.line, column: 1)
    default:
      throw .notAFeed(
        found: "XML that starts with <\(local.prefix(40))>",
        line: root.line,
        column: 1
      )
    }
  }
}

/// What a document seems to be from its first characters.
private enum Appearance {
  case xml
  case json

  init(_ text: [UInt8]) throws(FeedError) {
    var line = 1
    var column = 1
    var index = 0
    func rest(_ word: String) -> Bool {
      text[index...].prefix(word.utf8.count).elementsEqual(word.utf8) { $0 | 0x20 == $1 | 0x20 }
    }
    func step(_ count: Int) {
      for byte in text[index..<min(index + count, text.count)] {
        (line, column) = byte == 10 ? (line + 1, 1) : (line, column + 1)
      }
      index = min(index + count, text.count)
    }
    func skip(to end: String) {
      let mark = Array(end.utf8)
      while index < text.count, !text[index...].starts(with: mark) { step(1) }
      step(mark.count)
    }
    while index < text.count {
      switch text[index] {
      case 9, 10, 13, 32: step(1)
      case UInt8(ascii: "{"):
        self = .json
        return
      case UInt8(ascii: "<") where rest("<?"): skip(to: "?>")
      case UInt8(ascii: "<") where rest("<!--"): skip(to: "-->")
      case UInt8(ascii: "<")
      where ["<!doctype html", "<html", "<head", "<body"].contains(where: rest):
        throw .webPage(line: line, column: column)
      case UInt8(ascii: "<"):
        self = .xml
        return
      default: throw .notAFeed(found: "text", line: line, column: column)
      }
    }
    throw text.allSatisfy { $0 <= 32 }
      ? .empty : .notAFeed(found: "an empty document", line: line, column: column)
  }
}

/// What every format needs while it reads.
struct FeedContext {
  var base: WebAddress?
  let limits: FeedLimits

  /// The plain text of what may be HTML; nil where nothing is left.
  func html(_ text: String?) -> String? {
    guard let text = text?.trimmed else { return nil }
    return HTMLText.plain(text, limits: limits).trimmed
  }

  /// The plain text of an element that holds HTML, escaped or not.
  func html(_ element: XMLElement?) -> String? {
    guard let element else { return nil }
    return element.hasElements
      ? PlainText.text(of: element, limit: limits.textLength).trimmed : html(element.text)
  }

  func plain(_ text: String?) -> String? {
    guard let text = text?.trimmed else { return nil }
    return PlainText.tidied(text, limit: limits.textLength).trimmed
  }

  /// An absolute address; nil where the reference is empty or of a kind that opens no page.
  func link(_ reference: String?) -> String? {
    guard let reference = reference?.trimmed else { return nil }
    let address = WebAddress(reference)
    let resolved = base?.resolving(address) ?? address
    if let scheme = resolved.scheme, scheme == "javascript" || scheme == "data" { return nil }
    return resolved.description.trimmed
  }
}
