import CutroomModel

/// Every command, in the order of the overview.
package enum CommandList {
  package static let all: [any Command] = [
    InitCommand(),
    NewCommand(),
    ListCommand(),
    ShowCommand(),
    RunCommand(),
    ResumeCommand(),
    PlanCommand(),
    StatusCommand(),
    ExplainCommand(),
    SelectCommand(),
    AcceptCommand(),
    ValidateCommand(),
    RenderCommand(),
    CreditsCommand(),
    RunsCommand(),
    LogCommand(),
    GraphCommand(),
    RenameCommand(),
    CopyCommand(),
    ArchiveCommand(),
    ImportCommand(),
    DeleteCommand(),
    UndeleteCommand(),
    RepairCommand(),
    BackupListCommand(),
    BackupRestoreCommand(),
    BackupPruneCommand(),
    CacheStatCommand(),
    CacheListCommand(),
    CacheCleanCommand(),
    CacheVerifyCommand(),
    CachePinCommand(),
    CacheUnpinCommand(),
    CacheClearCommand(),
    CacheExportCommand(),
    CacheImportCommand(),
    MigrateCommand(),
    LimitsCommand(),
    ProbeCommand(),
    ProviderListCommand(),
    ProviderCheckCommand(),
    DoctorCommand(),
    CompletionCommand(),
    SchemaCommand(),
    SchemaListCommand(),
  ]

  /// Whether a word is the first of several commands and none itself.
  static func isGroup(_ word: String?) -> Bool {
    guard let word else { return false }
    return all.contains { $0.name.hasPrefix("\(word) ") } && !all.contains { $0.name == word }
  }

  /// The command that `words` begin with, and how many words its name takes.
  static func find(_ words: [String]) throws(UsageError) -> (command: any Command, length: Int) {
    guard let first = words.first else { throw .noCommand }
    let pair = words.prefix(2).joined(separator: " ")
    if let command = all.first(where: { $0.name == pair && $0.name != first }) {
      return (command, 2)
    }
    if let command = all.first(where: { $0.name == first }) { return (command, 1) }
    let group = all.map(\.name).filter { $0.hasPrefix("\(first) ") }
    guard !group.isEmpty else {
      throw .unknownCommand(first, near: NearNames.of(first, among: all.map(\.name)))
    }
    guard words.count > 1, !words[1].hasPrefix("-") else {
      throw .incompleteCommand(first, known: group)
    }
    let near = NearNames.of(pair, among: group)
    throw .unknownCommand(pair, near: near.isEmpty ? group : near)
  }
}
