extension Fault {
  /// A command that was called wrongly.
  init(_ error: UsageError, in command: (any Command)?) {
    var (code, message, hint) = Self.words(for: error)
    if let command {
      let usage = HelpText.usage(of: command).replacing("\u{A0}", with: " ")
      hint = [hint, "usage: \(usage)"].compactMap(\.self).joined(separator: "\n")
    }
    self.init(.usage, code, message, hint: hint)
  }

  private static func words(
    for error: UsageError
  ) -> (code: String, message: String, hint: String?) {
    switch error {
    case .noCommand: ("usage", "no command was given", "`cutroom --help` lists them.")
    case .unknownCommand(let name, let near):
      ("unknown-command", "there is no command \"\(name)\"", guess(near, "`cutroom --help`"))
    case .incompleteCommand(let name, let known):
      ("usage", "\(name) needs one more word", "One of: \(known.joined(separator: ", "))")
    case .unknownOption(let name, let near):
      ("unknown-option", "there is no option \(name) here", guess(near, nil))
    case .missingValue(let option, let placeholder):
      (
        "usage", "--\(option) needs a value: --\(option) \(placeholder)",
        "A value that starts with - is written --\(option)=VALUE."
      )
    case .unexpectedValue(let option): ("usage", "--\(option) takes no value", nil)
    case .badValue(let option, let value, let expectation):
      ("usage", "--\(option) \(expectation), not \"\(value)\"", nil)
    case .repeated(let option): ("usage", "--\(option) is given twice", nil)
    case .missing(let name): ("usage", "\(name) is missing", nil)
    case .tooMany(let word):
      ("usage", "\"\(word)\" is one argument too many", "A text with spaces goes in quotes.")
    case .other(let message, let hint): ("usage", message, hint)
    }
  }

  private static func guess(_ near: [String], _ otherwise: String?) -> String? {
    if near.isEmpty { return otherwise.map { "\($0) lists them." } }
    return "Did you mean \(near.joined(separator: ", "))?"
  }
}
