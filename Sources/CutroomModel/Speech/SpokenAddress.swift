/// URLs and e-mail addresses as they are read out.
enum SpokenAddress {
  /// "example dot org slash a" for `https://www.example.org/a`; nil for what is no address.
  static func words(_ run: String, _ language: TextLanguage) -> String? {
    guard let bare = bare(run), let names = marks[language] else { return nil }
    var words: [String] = []
    var part = ""
    for character in bare {
      guard let name = names[character] else {
        part.append(character)
        continue
      }
      if !part.isEmpty { words.append(part) }
      words.append(name)
      part = ""
    }
    if !part.isEmpty { words.append(part) }
    return words.joined(separator: " ")
  }

  /// The address without scheme, `www.`, query and final slash; nil for what is no address.
  private static func bare(_ run: String) -> String? {
    var rest = run[...]
    let schemes = ["https://", "http://", "mailto:"]
    let scheme = schemes.first { rest.lowercased().hasPrefix($0) }
    rest = rest.dropFirst(scheme?.count ?? 0)
    let hasPrefix = scheme != nil || rest.lowercased().hasPrefix("www.")
    if rest.lowercased().hasPrefix("www.") { rest = rest.dropFirst(4) }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    if rest.last == "/" { rest = rest.dropLast() }
    guard rest.allSatisfy({ $0.isASCII || $0.isLetter }), hasPrefix || looksLikeAddress(rest) else {
      return nil
    }
    return rest.isEmpty ? nil : String(rest)
  }

  private static func looksLikeAddress(_ text: Substring) -> Bool {
    let host = text.prefix { $0 != "/" }
    let parts = host.split(separator: "@", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let place = parts.last else { return false }
    let labels = place.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let top = labels.last,
      top.allSatisfy({ $0.isASCII && $0.isLowercase })
    else { return false }
    return parts.count == 2 ? !parts[0].isEmpty && top.count >= 2 : topLevels.contains(String(top))
  }

  /// Endings by which an address is known without a scheme.
  private static let topLevels: Set<String> = [
    "com", "org", "net", "edu", "gov", "int", "info", "io", "dev", "app", "tv", "eu", "uk", "de",
    "fr", "es", "it", "nl", "pt", "at", "ch", "be", "br", "us", "ca", "au", "nz", "jp", "cn", "in",
    "example", "test",
  ]

  private static let marks: [TextLanguage: [Character: String]] = [
    .english: [
      ".": "dot", "@": "at", "/": "slash", "-": "dash", "_": "underscore", ":": "colon",
      "~": "tilde", "%": "percent", "&": "and", "=": "equals", "+": "plus",
    ],
    .german: [".": "Punkt", "@": "ät", "/": "Schrägstrich", "-": "Strich", "_": "Unterstrich"],
    .french: [".": "point", "@": "arobase", "/": "barre", "-": "tiret", "_": "souligné"],
    .spanish: [".": "punto", "@": "arroba", "/": "barra", "-": "guion", "_": "guion bajo"],
    .italian: [
      ".": "punto", "@": "chiocciola", "/": "barra", "-": "trattino", "_": "sottolineato",
    ],
    .dutch: [
      ".": "punt", "@": "apenstaartje", "/": "streep", "-": "streepje", "_": "laag streepje",
    ],
    .portuguese: [".": "ponto", "@": "arroba", "/": "barra", "-": "hífen", "_": "sublinhado"],
  ]
}
