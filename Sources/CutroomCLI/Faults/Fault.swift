import CutroomModel
import CutroomSystem

/// Why a command did not do what it was told, as people and programs are told.
package struct Fault: Error, Equatable {
  package var exit: ExitCode
  /// For programs, such as `unknown-project` or `disk-full`.
  package var code: String
  /// One sentence with the facts.
  package var message: String
  /// The file it is about; nil where it is about none.
  package var path: String?
  /// What to do now; nil where nobody knows.
  package var hint: String?

  package init(
    _ exit: ExitCode,
    _ code: String,
    _ message: String,
    path: String? = nil,
    hint: String? = nil
  ) {
    self.exit = exit
    self.code = code
    self.message = message
    self.path = path
    self.hint = hint
  }

  /// Writes it: for programs to standard output, for people to standard error.
  package func report(to context: Context) {
    if context.wantsJSON {
      context.answer(["error": json])
    } else {
      context.error.write(text(columns: context.errorTerminal))
    }
  }

  /// The members `code`, `message`, `path` and `hint`, the last two null where there is nothing.
  var json: JSONValue {
    [
      "code": .string(code), "message": .string(message),
      "path": path.map { .string($0) } ?? .null, "hint": hint.map { .string($0) } ?? .null,
    ]
  }

  private func text(columns terminal: Terminal) -> String {
    let columns = terminal.isInteractive ? terminal.columns : .max
    var text = Wrapping.paragraph("cutroom: \(message.printable)", columns: columns)
    for line in hint?.split(separator: "\n") ?? [] {
      text += Wrapping.paragraph(String(line).printable, columns: columns, indent: "  ")
    }
    return text
  }
}
