package import CutroomModel

/// What the start of a command found left over from one that died, and what it did about it.
package struct RecoveryReport: Equatable, Sendable {
  package var rolledForward: [ItemKey] = []
  package var discarded: [ItemKey] = []
  package var crashedRuns: [String] = []
  package var killedSurvivors: [Int32] = []
  /// Whether a change of the project's id was cut short, and is now done or undone.
  package var isMoveSettled = false
  package var sweptLeftovers = 0
  /// Journal lines that could not be read; they are kept in this file.
  package var damagedRecords = 0
  package var damagedKeptAs: String?
  package var restored: [RestoredFile] = []
  /// The index did not fit its checksum and was made anew from the journal.
  package var isIndexRemade = false

  package init() {}

  package var isEmpty: Bool { self == RecoveryReport() }
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

/// One file that was brought back, for people.
package struct RestoredFile: Equatable, Sendable {
  package var path: ProjectPath
  package var source: RestoreSource
  /// Where the bad bytes are kept; nil where there were none.
  package var kept: String?
}
