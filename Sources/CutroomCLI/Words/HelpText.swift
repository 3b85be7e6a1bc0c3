/// The pages that `--help` shows.
package struct HelpText {
  /// Lines longer than this are hard to read on any screen.
  private static let widest = 100
  private let columns: Int

  package init(columns: Int) { self.columns = min(columns, Self.widest) }

  /// The page of the command, or group of commands, that `words` name; else the overview.
  package func page(for words: [String]) -> String {
    if let found = try? CommandList.find(words) { return page(of: found.command) }
    let group = CommandList.all.filter { $0.name.hasPrefix("\(words.first ?? "") ") }
    return group.isEmpty ? overview : "usage:\n" + group.map { usage(of: $0) }.joined()
  }

  /// The page of one command.
  package func page(of command: any Command) -> String {
    var page = Wrapping.paragraph("cutroom \(command.name): \(command.summary)", columns: columns)
    page += "\nusage:\n" + usage(of: command)
    for paragraph in command.details {
      page += "\n" + Wrapping.paragraph(paragraph, columns: columns)
    }
    if !command.positionals.isEmpty {
      let rows = command.positionals.map { ($0.name, $0.help) }
      page += "\narguments:\n" + Wrapping.table(rows, columns: columns)
    }
    let rows = command.allOptions.map { (Self.written($0), Self.explained($0)) }
    return page + "\noptions:\n" + Wrapping.table(rows, columns: columns)
  }

  /// How a command is called, wrapped.
  package func usage(of command: any Command) -> String {
    let indent = "      "
    let line = Self.usage(of: command)
    return Wrapping.paragraph(line, columns: columns, indent: indent, first: "  ")
      .replacing("\u{A0}", with: " ")
  }

  /// How a command is called, in one line.
  package static func usage(of command: any Command) -> String {
    let positionals = command.positionals.map { positional in
      let name = positional.name + (positional.isRepeated ? "..." : "")
      return positional.isOptional ? "[\(name)]" : name
    }
    let options = command.options.map { option in
      // A no-break space keeps an option and its value on one line.
      "[\(written(option).replacing(" ", with: "\u{A0}"))]" + (option.isRepeated ? "..." : "")
    }
    return (["cutroom \(command.name)"] + positionals + options).joined(separator: " ")
  }

  /// What `cutroom --help` shows.
  package var overview: String {
    let purpose = "cutroom turns topics into finished videos and owns the workspace they live in."
    let rows = CommandList.all.map { ($0.name, $0.summary) }
    let more = "cutroom COMMAND --help says more about one. cutroom --version shows the version."
    return Wrapping.paragraph(purpose, columns: columns)
      + "\nusage:\n  cutroom COMMAND [ARGUMENTS] [OPTIONS]\n"
      + "\ncommands:\n" + Wrapping.table(rows, columns: columns)
      + "\n" + Wrapping.paragraph(more, columns: columns)
  }

  private static func written(_ option: any OptionDeclaration) -> String {
    "--\(option.name)" + (option.placeholder.map { " \($0)" } ?? "")
  }

  private static func explained(_ option: any OptionDeclaration) -> String {
    option.help + (option.isRepeated ? "; may be repeated" : "")
  }
}
