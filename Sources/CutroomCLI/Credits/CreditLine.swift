import CutroomModel

/// A credit as a line of words, some of which lead somewhere.
struct CreditLine: Equatable {
  enum Part: Equatable {
    case text(String)
    case link(String, to: String)
  }

  private(set) var parts: [Part] = []

  /// The words that a licence, or the service that the work is from, asks for.
  init(_ credit: Credit) {
    let host = credit.source.flatMap { WebAddress($0).host } ?? ""
    if host == "pexels.com" || host.hasSuffix(".pexels.com") {
      addService(credit, preposition: "on", service: "Pexels", still: "Photo")
    } else if host == "pixabay.com" || host.hasSuffix(".pixabay.com") {
      addService(credit, preposition: "from", service: "Pixabay", still: "Image")
    } else {
      addWork(credit)
      addLicence(credit)
    }
  }

  /// `Photo by Ann on Pexels`, as the service words it.
  private mutating func addService(
    _ credit: Credit,
    preposition: String,
    service: String,
    still: String
  ) {
    let noun =
      switch credit.kind {
      case .image: still
      case .video: "Video"
      case .music: "Music"
      }
    add("\(noun) ")
    if let author = credit.author {
      add("by ")
      add(author, leadingTo: credit.authorURL)
      add(" ")
    }
    add("\(preposition) ")
    add(service, leadingTo: credit.source)
  }

  /// `“Dunes” by Ann`; a file's name where nobody gave it a title.
  private mutating func addWork(_ credit: Credit) {
    let name = credit.files.first?.split(separator: "/").last.map(String.init) ?? ""
    add(credit.title.map { "“\($0)”" } ?? name, leadingTo: credit.source)
    guard let author = credit.author else { return }
    add(" by ")
    add(author, leadingTo: credit.authorURL)
  }

  /// Creative Commons asks for the licence's name, a link to it, and a word that the work was changed:
  /// in a video pictures and clips are cut to its shape and length, and music to its loudness.
  private mutating func addLicence(_ credit: Credit) {
    if let licence = credit.licence {
      let isWork = licence.name.hasPrefix("CC BY")
      add(isWork ? " is licensed under " : ", ")
      add(licence.name, leadingTo: licence.url)
      if isWork { add(", edited") }
    }
    // A source that is no address has nowhere to be hidden behind.
    if let source = credit.source, !WebAddress(source).isWeb { add(", \(source)") }
  }

  private mutating func add(_ text: String) { parts.append(.text(text)) }

  private mutating func add(_ text: String, leadingTo address: String?) {
    guard let address, WebAddress(address).isWeb, !address.contains(where: \.isWhitespace) else {
      return add(text)
    }
    parts.append(text == address ? .text(text) : .link(text, to: address))
  }

  // MARK: - Forms

  var plain: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .link(let text, let address): "\(text) (\(address))"
      }
    }.joined()
  }

  var markdown: String {
    parts.map { part in
      switch part {
      case .text(let text): Self.escaped(text)
      case .link(let text, let address): "[\(Self.escaped(text))](<\(Self.bracketed(address))>)"
      }
    }.joined()
  }

  var html: HTML {
    .list(
      parts.map { part in
        switch part {
        case .text(let text): .text(text)
        case .link(let text, let address): .tag("a", ["href": address], .text(text))
        }
      }
    )
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if "\\`*_{}[]()#+!|<>&~".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
  }

  private static func bracketed(_ address: String) -> String {
    address.replacing("<", with: "%3C").replacing(">", with: "%3E").replacing("\\", with: "%5C")
  }
}
