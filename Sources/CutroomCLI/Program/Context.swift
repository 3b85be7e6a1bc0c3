package import CutroomModel
package import CutroomStore
package import CutroomSystem

/// What a command works with: where it writes, where it stands, what it was told.
package struct Context: Sendable {
  package var output: Output
  package var error: Output
  /// What standard output leads to.
  package var outputTerminal: Terminal
  /// What standard error leads to: words, and progress.
  package var errorTerminal: Terminal
  /// Absolute.
  package var currentFolder: String
  package var environment: @Sendable (String) -> String?
  /// From `--workspace`.
  package var workspacePath: String?
  package var wantsJSON: Bool
  package var clock: SystemClock
  package var secrets: Secrets

  /// The context of this process.
  package static func ofProcess() -> Context {
    let environment: @Sendable (String) -> String? = { ThisProcess.environment($0) }
    let secrets = Secrets.ofProcess()
    return Context(
      output: .standard(hiding: secrets),
      error: .standardError(hiding: secrets),
      outputTerminal: .of(descriptor: 1, environment: environment),
      errorTerminal: .of(descriptor: 2, environment: environment),
      currentFolder: ThisProcess.currentFolder,
      environment: environment,
      workspacePath: nil,
      wantsJSON: false,
      clock: .real,
      secrets: secrets
    )
  }

  /// The workspace that `--workspace` or `CUTROOM_WORKSPACE` names, else the one around the current
  /// folder.
  package func workspace() throws -> Workspace {
    let told = environment("CUTROOM_WORKSPACE").flatMap { $0.isEmpty ? nil : $0 }
    guard let path = workspacePath ?? told else {
      return try Workspace.find(
        from: currentFolder,
        clock: clock,
        secrets: secrets,
        isSingleWriter: isSingleWriter
      )
    }
    return try Workspace.open(
      absolute(path),
      clock: clock,
      secrets: secrets,
      isSingleWriter: isSingleWriter
    )
  }

  /// Whether the user promised, by `CUTROOM_SINGLE_WRITER=1`, that nothing else writes here.
  package var isSingleWriter: Bool { environment("CUTROOM_SINGLE_WRITER") == "1" }

  /// A project of the workspace.
  ///
  /// Throws a `Fault` that says so where it is in the trash.
  package func project(_ id: String) throws -> Project {
    let workspace = try workspace()
    do { return try workspace.project(id) } catch let error as StoreError {
      guard case .unknownProject = error, let known = ProjectID(id),
        try !workspace.trash(of: known).isEmpty
      else { throw error }
      throw Fault(
        .usage,
        "unknown-project",
        "the project \"\(id)\" is in the trash",
        hint: "Bring it back: cutroom undelete \(id)"
      )
    }
  }

  /// A path as the user gave it, seen from the current folder.
  package func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return path == "." ? currentFolder : "\(currentFolder)/\(path)"
  }

  /// Writes an answer for programs: `members` and the answer's version.
  package func answer(_ members: [String: JSONValue]) {
    var members = members
    members["version"] = "1.0"
    output.write(bytes: JSONWriter.document(.object(members)))
  }

  /// Writes a line of data, or several, as no terminal would obey.
  package func say(_ text: String) { output.writeLine(Self.shown(text)) }

  /// Writes a line for people beside the data, broken at spaces where the terminal is narrow.
  package func note(_ line: String) {
    let line = Self.shown("cutroom: \(line)")
    let columns = errorTerminal.columns
    if errorTerminal.isInteractive, DisplayWidth.of(line) > columns {
      error.write(Wrapping.paragraph(line, columns: columns - 1, indent: "  ", first: ""))
    } else {
      error.writeLine(line)
    }
  }

  private static func shown(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable }.joined(separator: "\n")
  }
}
