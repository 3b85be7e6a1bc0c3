/// How a command was called wrongly.
package enum UsageError: Error, Equatable, Sendable {
  case noCommand
  case unknownCommand(String, near: [String])
  /// A group such as `backup` without one of its commands.
  case incompleteCommand(String, known: [String])
  case unknownOption(String, near: [String])
  case missingValue(option: String, placeholder: String)
  case unexpectedValue(option: String)
  case badValue(option: String, value: String, expectation: String)
  case repeated(option: String)
  case missing(String)
  case tooMany(String)
  /// Anything that only the command itself can tell.
  case other(String, hint: String?)
}
