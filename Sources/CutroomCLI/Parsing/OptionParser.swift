import CutroomModel

/// Splits the words after a command's name into options and arguments: one pure function.
package struct OptionParser {
  private let options: [String: any OptionDeclaration]
  private let positionals: [Positional]
  private var result = Arguments()

  /// Reads `words` by what a command declares.
  package static func parse(
    _ words: some Sequence<String>,
    options: [any OptionDeclaration],
    positionals: [Positional]
  ) throws(UsageError) -> Arguments {
    var parser = OptionParser(options: options, positionals: positionals)
    try parser.read(Array(words))
    try parser.assignPlaces()
    return parser.result
  }

  private init(options: [any OptionDeclaration], positionals: [Positional]) {
    self.options = Dictionary(options.map { ($0.name, $0) }) { first, _ in first }
    self.positionals = positionals
  }

  private mutating func read(_ words: [String]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        result.words += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        result.words.append(word)
        continue
      }
      try readOption(word, &rest)
    }
  }

  private mutating func readOption(
    _ word: String,
    _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let halves = word.dropFirst(2).split(
      separator: "=",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    guard word.hasPrefix("--"), let name = halves.first.map(String.init),
      let option = options[name]
    else {
      throw .unknownOption(word, near: near(word))
    }
    let attached = halves.count == 2 ? String(halves[1]) : nil
    guard let placeholder = option.placeholder else {
      if attached != nil { throw .unexpectedValue(option: name) }
      result.flags.insert(name)
      return
    }
    guard let value = attached ?? takeValue(&rest) else {
      throw .missingValue(option: name, placeholder: placeholder)
    }
    if let expectation = option.complaint(about: value) {
      throw .badValue(option: name, value: value, expectation: expectation)
    }
    if !option.isRepeated, result.values[name] != nil { throw .repeated(option: name) }
    result.values[name, default: []].append(value)
  }

  /// The next word, unless it is an option itself: a value that starts with a dash is attached.
  private func takeValue(_ rest: inout ArraySlice<String>) -> String? {
    guard let next = rest.first, !next.hasPrefix("-") || next == "-" else { return nil }
    return rest.popFirst()
  }

  private mutating func assignPlaces() throws(UsageError) {
    var next = 0
    let count = result.words.count
    for positional in positionals {
      let end = positional.isRepeated ? count : min(next + 1, count)
      if next >= end {
        guard positional.isOptional else { throw .missing(positional.name) }
        continue
      }
      result.places[positional.name] = next..<end
      next = end
    }
    if next < count { throw .tooMany(result.words[next]) }
  }

  private func near(_ word: String) -> [String] {
    let written = word.drop { $0 == "-" }.prefix { $0 != "=" }
    return NearNames.of(String(written), among: Array(options.keys), atMost: 1).map { "--\($0)" }
  }
}
