import CLinux
import Glibc

/// What a descriptor leads to, where people read it.
package enum TerminalFacts {
  /// Whether a person's terminal is behind the descriptor: isatty(3).
  package static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

  /// The terminal's columns; nil where it has none or does not say.
  package static func columns(_ descriptor: CInt) -> Int? {
    let columns = Int(clinux_terminal_columns(descriptor))
    return columns > 0 ? columns : nil
  }
}
