/// A piece of a page as a value.
///
/// Elements and attributes are named by the program alone, which their being static texts assures;
/// everything else is text and is escaped where it is written. So nothing that a file name, a title
/// or a message holds can become markup.
indirect enum HTML: Sendable {
  case element(StaticString, [Attribute], [HTML])
  /// A style sheet of the program's own.
  case style(StaticString)
  case text(String)
  /// One after another.
  case list([HTML])

  struct Attribute: Sendable {
    let name: StaticString
    let value: Value

    enum Value: Sendable {
      case text(String)
      /// A `data:` address of bytes of a type.
      case data(StaticString, [UInt8])
    }
  }
}

extension HTML: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .text(text) }
}

extension HTML {
  static let nothing = HTML.list([])

  /// An element; an attribute whose value is nil is left out.
  static func tag(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?> = [:],
    _ content: HTML...
  ) -> HTML {
    tag(name, attributes, content)
  }

  static func tag(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?>,
    _ content: [HTML]
  ) -> HTML {
    let given = attributes.compactMap { name, value in
      value.map { Attribute(name: name, value: .text($0)) }
    }
    return .element(name, given, content)
  }

  /// Text inside which no line ends.
  static func whole(_ text: String) -> HTML { .tag("span", ["class": "whole"], .text(text)) }

  /// Text in which no line ends inside an option such as `--stage`.
  static func prose(_ text: String) -> HTML {
    var parts: [HTML] = []
    var plain = ""
    for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { plain += " " }
      if word.contains("--"), word.count <= 40 {
        parts += [.text(plain), .whole(String(word))]
        plain = ""
      } else {
        plain += word
      }
    }
    return .list(parts + [.text(plain)])
  }

  /// The element with the bytes of a file as the value of one more attribute.
  func with(_ name: StaticString, _ type: StaticString, _ bytes: [UInt8]) -> HTML {
    guard case .element(let element, let attributes, let content) = self else { return self }
    let attribute = Attribute(name: name, value: .data(type, bytes))
    return .element(element, attributes + [attribute], content)
  }
}
