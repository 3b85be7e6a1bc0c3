/// One thing that cutroom can be told to do.
package protocol Command: Sendable {
  /// One word, or two for a command of a group: `backup list`.
  var name: String { get }
  /// One line, without a full stop.
  var summary: String { get }
  /// More about it, a paragraph each.
  var details: [String] { get }
  var positionals: [Positional] { get }
  var options: [any OptionDeclaration] { get }
  /// Does it; an error is put into words by ``Fault``.
  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode
}

extension Command {
  package var details: [String] { [] }
  package var positionals: [Positional] { [] }
  package var options: [any OptionDeclaration] { [] }

  /// The command's options and those that every command has.
  var allOptions: [any OptionDeclaration] {
    options + (needsWorkspace ? [CommonOptions.workspace] : []) + [CommonOptions.help]
  }

  private var needsWorkspace: Bool {
    !["init", "probe", "schema", "schema list", "doctor", "completion"].contains(name)
  }
}

/// Options that many commands share.
package enum CommonOptions {
  package static let json = Flag("json", help: "answer with one JSON object")
  package static let workspace = Option(
    "workspace",
    "DIR",
    .text,
    help: "the workspace; else CUTROOM_WORKSPACE, else the one around the current folder"
  )
  package static let help = Flag("help", help: "show this and end")
  package static let version = Flag("version", help: "show the version and end")
  package static let project = Positional("ID", help: "the project's id")
  package static let newProject = Positional("NEW-ID", help: "an id that no project has yet")
}
