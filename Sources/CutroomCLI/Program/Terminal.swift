import CutroomSystem

/// What a stream leads to and how to write for it.
package struct Terminal: Sendable {
  /// Whether a person watches who can be shown lines that change.
  package var isInteractive: Bool
  package var columns: Int
  package var usesColour: Bool

  package init(isInteractive: Bool, columns: Int, usesColour: Bool) {
    self.isInteractive = isInteractive
    self.columns = columns
    self.usesColour = usesColour
  }

  /// A file or pipe.
  package static let plain = Terminal(isInteractive: false, columns: 80, usesColour: false)

  /// Asks the system about a descriptor; `NO_COLOR`, `TERM=dumb` and `COLUMNS` have a say.
  package static func of(
    descriptor: CInt,
    environment: (String) -> String?
  ) -> Terminal {
    let isTerminal = TerminalFacts.isTerminal(descriptor)
    let isDumb = environment("TERM") == "dumb" || environment("TERM") == nil
    let wantsNoColour = !(environment("NO_COLOR") ?? "").isEmpty
    let told = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    return Terminal(
      isInteractive: isTerminal && !isDumb,
      columns: min(max(TerminalFacts.columns(descriptor) ?? told ?? 80, 20), 1000),
      usesColour: isTerminal && !isDumb && !wantsNoColour
    )
  }
}
