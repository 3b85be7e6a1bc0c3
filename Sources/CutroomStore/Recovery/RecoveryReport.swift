package import CutroomModel

/// What a command found left over from one that died, or damaged, and what it did about it; of a
/// preview what it would do.
package struct RecoveryReport: Equatable, Sendable {
  package var rolledForward: [ItemKey] = []
  package var discarded: [ItemKey] = []
  package var crashedRuns: [String] = []
  package var killedSurvivors: [Int32] = []
  /// Whether a change of the project's id was cut short, and is now done or undone.
  package var isMoveSettled = false
  /// Attempts, temporaries and half-made backups, by their paths in the workspace.
  package var leftovers: [String] = []
  /// Bytes of a last journal record that was never finished.
  package var tornBytes: Int64 = 0
  /// Journal lines that could not be read; they are kept in this file.
  package var damagedRecords = 0
  package var damagedKeptAs: String?
  /// Documents of an older version that were brought up to date on disk.
  package var migrated: [MigratedDocument] = []
  package var restored: [RestoredFile] = []
  /// The index did not fit its checksum and was made anew from the journal.
  package var isIndexRemade = false
  /// The survey did not fit its checksum; the next look makes it anew.
  package var isSurveyRemade = false
  /// The journal was gone and was made anew from this.
  package var lostJournal: LostJournal?
  /// Recorded outputs that are missing or unreadable and that nothing brings back.
  package var lost: [ProjectPath] = []

  package init() {}

  package var isEmpty: Bool { self == RecoveryReport() }
  package var sweptLeftovers: Int { leftovers.count }
}

/// A document that came to another format version.
package struct MigratedDocument: Equatable, Sendable {
  package var path: ProjectPath
  package var from: String
  package var to: String
}

/// Where lost bytes came back from.
package enum RestoreSource: Equatable, Sendable {
  case object
  case superseded
  case backup(Int)
  /// The file that it is a copy of.
  case live
  /// It did not come back; the bad bytes were only put out of the way.
  case nothing
}

/// What a file says that came back.
package enum RestoredVersion: String, Equatable, Sendable {
  case recorded
  /// What runs used instead of what was recorded: somebody had edited it.
  case edited
  /// Neither.
  case earlier
}

/// One file that was brought back, for people.
package struct RestoredFile: Equatable, Sendable {
  package var path: ProjectPath
  package var source: RestoreSource
  package var version = RestoredVersion.recorded
  /// Whether an edit counted instead of what came back, of which no copy is left.
  package var isWithoutEdit = false
  /// What was wrong with what stood there, with its place in the file; nil where it was missing.
  package var fault: String?
  /// Where the bad bytes are kept; nil where there were none.
  package var kept: String?
}
