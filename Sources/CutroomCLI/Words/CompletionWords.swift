/// Completion scripts, made of what the commands declare.
struct CompletionWords {
  private let commands: [any Command]

  init(_ commands: [any Command]) { self.commands = commands }

  /// The first words, each once, and the second words of each group.
  private var firstWords: [String] {
    var seen: Set<String> = []
    return commands.map { first($0.name) }.filter { seen.insert($0).inserted }
  }

  private func first(_ name: String) -> String {
    name.split(separator: " ").first.map(String.init) ?? ""
  }

  private func seconds(after word: String) -> [String] {
    commands.compactMap { command in
      let words = command.name.split(separator: " ")
      return words.count == 2 && words[0] == word ? String(words[1]) : nil
    }
  }

  /// What may follow a command: words that its arguments list, and its options.
  private func followers(of command: any Command) -> [String] {
    command.positionals.flatMap(\.choices) + command.allOptions.map { "--\($0.name)" }
  }

  // MARK: - bash and zsh

  var bash: String {
    """
    # bash completion for cutroom
    _cutroom() {
      local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=
      case "$previous" in
    \(choiceCases("    "))  esac
      if [[ -z $words ]]; then
        if ((COMP_CWORD == 1)); then
          words="\(firstWords.joined(separator: " "))"
        else
          case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
    \(commandCases("        "))      esac
        fi
      fi
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    }
    complete -o default -F _cutroom cutroom

    """
  }

  var zsh: String {
    """
    #compdef cutroom
    # zsh completion for cutroom
    _cutroom() {
      local previous=${words[CURRENT-1]} found=
      case "$previous" in
    \(choiceCases("    ", variable: "found"))  esac
      if [[ -z $found ]]; then
        if ((CURRENT == 2)); then
          found="\(firstWords.joined(separator: " "))"
        else
          case "${words[2]} ${words[3]}" in
    \(commandCases("        ", variable: "found"))      esac
        fi
      fi
      compadd -- ${=found}
      _files
    }
    _cutroom "$@"

    """
  }

  /// The values of options that take one of a few words.
  private func choiceCases(_ indent: String, variable: String = "words") -> String {
    var seen: Set<String> = []
    let options = commands.flatMap(\.options).filter {
      !$0.choices.isEmpty && seen.insert($0.name).inserted
    }
    return options.map { option in
      "\(indent)--\(option.name)) \(variable)=\"\(option.choices.joined(separator: " "))\" ;;\n"
    }.joined()
  }

  private func commandCases(_ indent: String, variable: String = "words") -> String {
    var lines: [String] = []
    for command in commands.sorted(by: { $0.name.count > $1.name.count }) {
      let pattern = command.name.contains(" ") ? "\"\(command.name)\"" : "\(command.name)\\ *"
      let more = seconds(after: command.name)
      let words = (more + followers(of: command)).joined(separator: " ")
      lines.append("\(indent)\(pattern)) \(variable)=\"\(words)\" ;;\n")
    }
    for word in firstWords where CommandList.isGroup(word) {
      let words = seconds(after: word).joined(separator: " ")
      lines.append("\(indent)\(word)\\ *) \(variable)=\"\(words)\" ;;\n")
    }
    return lines.joined()
  }

  // MARK: - fish

  var fish: String {
    var lines = ["# fish completion for cutroom"]
    for word in firstWords {
      let summary = commands.first { $0.name == word }?.summary
      let about = summary ?? seconds(after: word).joined(separator: ", ")
      lines.append("complete -c cutroom -n __fish_use_subcommand -a \(word) -d \(quoted(about))")
    }
    for command in commands {
      let words = command.name.split(separator: " ")
      let seen = words.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
      if words.count == 2 {
        let start = "complete -c cutroom -n '__fish_seen_subcommand_from \(words[0])'"
        lines.append("\(start) -a \(words[1]) -d \(quoted(command.summary))")
      }
      let choices = command.positionals.flatMap(\.choices).joined(separator: " ")
      if !choices.isEmpty { lines.append("complete -c cutroom -n '\(seen)' -f -a '\(choices)'") }
      for option in command.allOptions {
        let value = option.placeholder == nil ? "" : " -r"
        let choices = option.choices.isEmpty ? "" : " -a '\(option.choices.joined(separator: " "))'"
        lines.append(
          "complete -c cutroom -n '\(seen)' -l \(option.name)\(value)\(choices)"
            + " -d \(quoted(option.help))"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func quoted(_ text: String) -> String {
    "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }
}
