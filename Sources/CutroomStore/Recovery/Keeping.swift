/// How long what nothing needs any more is kept for people.
package struct KeepingTimes: Equatable, Sendable {
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
    trashDays: Int = 30,
    replacedDays: Int = 7,
    logDays: Int = 7,
    logRuns: Int = 20
  ) {
    self.trashDays = trashDays
    self.replacedDays = replacedDays
    self.logDays = logDays
    self.logRuns = logRuns
  }

  static func limit(days: Int, before now: Int64) -> Int64 {
    now &- Int64(days) &* 86_400_000_000
  }
}
