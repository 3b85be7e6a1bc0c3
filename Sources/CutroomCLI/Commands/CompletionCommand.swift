/// `cutroom completion`.
struct CompletionCommand: Command {
  let name = "completion"
  let summary = "completion of commands and options for a shell"
  let details = [
    "bash: source <(cutroom completion bash). zsh: cutroom completion zsh > a file _cutroom in "
      + "your fpath. fish: cutroom completion fish > ~/.config/fish/completions/cutroom.fish"
  ]
  let positionals = [shell]

  private static let shell = Positional(
    "SHELL",
    help: "bash, zsh or fish",
    choices: ["bash", "zsh", "fish"]
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let shell = try arguments.need(Self.shell)
    let words = CompletionWords(CommandList.all)
    switch shell {
    case "bash": context.output.write(words.bash)
    case "zsh": context.output.write(words.zsh)
    case "fish": context.output.write(words.fish)
    default:
      throw UsageError.other("there is no completion for \"\(shell)\"", hint: "bash, zsh or fish")
    }
    return .done
  }
}
