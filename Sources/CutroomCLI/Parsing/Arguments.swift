/// What a command was given, checked against what it declares.
package struct Arguments: Sendable, Equatable {
  /// The words that are no options, in order.
  package var words: [String] = []
  var values: [String: [String]] = [:]
  var flags: Set<String> = []
  /// The place of each declared positional among the words.
  var places: [String: Range<Int>] = [:]

  package init() {}

  /// The value of an option, the last one where it was given twice; nil where it was not.
  package subscript<Value>(option: Option<Value>) -> Value? {
    values[option.name]?.last.flatMap(option.kind.read)
  }

  /// Every value of a repeated option, in order.
  package func all<Value>(_ option: Option<Value>) -> [Value] {
    (values[option.name] ?? []).compactMap(option.kind.read)
  }

  package subscript(flag: Flag) -> Bool { flags.contains(flag.name) }

  /// The word at a positional's place; nil where an optional one was left out.
  package subscript(positional: Positional) -> String? { all(positional).first }

  /// The words of a repeated positional.
  package func all(_ positional: Positional) -> [String] {
    places[positional.name].map { Array(words[$0]) } ?? []
  }

  /// The word of a positional that must be there.
  package func need(_ positional: Positional) throws(UsageError) -> String {
    guard let word = self[positional] else { throw .missing(positional.name) }
    return word
  }
}
