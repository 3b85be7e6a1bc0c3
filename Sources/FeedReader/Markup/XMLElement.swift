/// An element of a parsed document with all that is inside it.
struct XMLElement {
  let name: XMLName
  let line: Int
  var attributes: [XMLAttribute]
  var content: [XMLContent] = []

  var children: some Sequence<XMLElement> {
    content.lazy.compactMap { if case .element(let child) = $0 { child } else { nil } }
  }

  func children(_ name: XMLName) -> some Sequence<XMLElement> {
    children.filter { $0.name == name }
  }

  func first(_ name: XMLName) -> XMLElement? { children.first { $0.name == name } }

  /// The value of the attribute `name` without a namespace; nil where it is empty.
  subscript(attribute name: String) -> String? {
    attributes.first { $0.name == name && $0.space == nil }?.value.trimmed
  }

  var hasElements: Bool { children.contains { _ in true } }

  /// The characters directly inside, without those of inner elements.
  var text: String {
    content.reduce(into: "") { text, part in
      if case .text(let piece) = part { text += piece }
    }
  }
}

enum XMLContent {
  case text(String)
  case element(XMLElement)
}

struct XMLAttribute {
  let name: String
  let space: XMLSpace?
  let value: String
}

/// The local name of an element, in the vocabulary it belongs to.
struct XMLName: Hashable {
  let space: XMLSpace
  let local: String

  static func plain(_ local: String) -> XMLName { XMLName(space: .plain, local: local) }
  static func atom(_ local: String) -> XMLName { XMLName(space: .atom, local: local) }
  static func dublinCore(_ local: String) -> XMLName {
    XMLName(space: .dublinCore, local: local)
  }
  static func media(_ local: String) -> XMLName { XMLName(space: .media, local: local) }
  static func itunes(_ local: String) -> XMLName { XMLName(space: .itunes, local: local) }
}

/// The vocabularies that feeds mix.
enum XMLSpace: Hashable {
  /// No namespace, or one of those that RSS was given over the years.
  case plain
  case atom
  case rdf
  case content
  case dublinCore
  case media
  case itunes
  case xhtml
  case xml
  case other

  /// By the namespace's URI, or by the usual prefix where a document forgot to declare it.
  init(uri: String?, prefix: String?) {
    if let uri {
      self = Self.uris[String(uri.trimmed ?? "")] ?? .other
    } else {
      self = prefix.map { Self.prefixes[$0] ?? .other } ?? .plain
    }
  }

  private static let uris: [String: XMLSpace] = [
    "": .plain,
    "http://purl.org/rss/1.0/": .plain,
    "http://my.netscape.com/rdf/simple/0.9/": .plain,
    "http://channel.netscape.com/rdf/simple/0.9/": .plain,
    "http://backend.userland.com/rss": .plain,
    "http://backend.userland.com/rss2": .plain,
    "http://backend.userland.com/RSS2": .plain,
    "http://blogs.law.harvard.edu/tech/rss": .plain,
    "http://www.w3.org/2005/Atom": .atom,
    "https://www.w3.org/2005/Atom": .atom,
    "http://purl.org/atom/ns#": .atom,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": .rdf,
    "http://purl.org/rss/1.0/modules/content/": .content,
    "http://purl.org/dc/elements/1.1/": .dublinCore,
    "http://purl.org/dc/terms/": .dublinCore,
    "http://search.yahoo.com/mrss/": .media,
    "http://search.yahoo.com/mrss": .media,
    "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
    "http://www.w3.org/1999/xhtml": .xhtml,
    "http://www.w3.org/XML/1998/namespace": .xml,
  ]

  private static let prefixes: [String: XMLSpace] = [
    "atom": .atom, "rdf": .rdf, "content": .content, "dc": .dublinCore, "dcterms": .dublinCore,
    "media": .media, "itunes": .itunes, "xhtml": .xhtml, "xml": .xml,
  ]
}

extension StringProtocol {
  /// The text without white space around it; nil where nothing is left.
  var trimmed: String? {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    return String(start[...end])
  }
}
