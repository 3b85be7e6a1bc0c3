/// How much of what nothing needs any more is kept for people, and how long.
package struct Keeping: Equatable, Sendable {
  /// How many earlier versions of a document stand beside it.
  package var backups: Int
  /// After which a backup goes; the newest that is valid stays.
  package var backupDays: Int
  /// Deleted projects and bytes that no record named.
  package var trashDays: Int
  /// What commits replaced: superseded outputs, and documents that no record needs any more.
  ///
  /// No setting: an item that goes back to what it was is brought back from there.
  package var replacedDays: Int
  /// What single attempts said.
  package var logDays: Int
  /// The runs whose logs stay, however old they are.
  package var logRuns: Int

  package init(
    backups: Int = 3,
    backupDays: Int = 7,
    trashDays: Int = 30,
    replacedDays: Int = 7,
    logDays: Int = 7,
    logRuns: Int = 20
  ) {
    self.backups = backups
    self.backupDays = backupDays
    self.trashDays = trashDays
    self.replacedDays = replacedDays
    self.logDays = logDays
    self.logRuns = logRuns
  }

  static func limit(days: Int, before now: Int64) -> Int64 {
    now &- Int64(days) &* 86_400_000_000
  }
}
