/// The stop words of each language, and who has which.
enum StopWords {
  static let sets: [TextLanguage: Set<String>] = lists.mapValues { list in
    Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  /// The languages that have a word, in the order of their declaration.
  static let languages: [String: [TextLanguage]] = TextLanguage.allCases.reduce(into: [:]) {
    for word in sets[$1] ?? [] { $0[word, default: []].append($1) }
  }

  private static let lists: [TextLanguage: String] = [
    .english: english, .german: german, .french: french, .spanish: spanish, .italian: italian,
    .dutch: dutch, .portuguese: portuguese,
  ]
}
