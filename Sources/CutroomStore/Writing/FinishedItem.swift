package import CutroomModel

/// An item whose outputs are whole in its attempt folder.
package struct FinishedItem: Sendable {
  package var key: ItemKey
  package var fingerprint: Fingerprint
  package var outputs: [ProjectPath]
  package var decisions: [Decision]
  package var run: String
  /// The attempt's folder name under `attempts/`.
  package var attempt: String
  package var milliseconds: Int64
  /// Why a person keeps what is brought back; nil for what was made.
  package var acceptedBecause: String?

  package init(
    key: ItemKey,
    fingerprint: Fingerprint,
    outputs: [ProjectPath],
    decisions: [Decision],
    run: String,
    attempt: String,
    milliseconds: Int64,
    acceptedBecause: String? = nil
  ) {
    self.key = key
    self.fingerprint = fingerprint
    self.outputs = outputs
    self.decisions = decisions
    self.run = run
    self.attempt = attempt
    self.milliseconds = milliseconds
    self.acceptedBecause = acceptedBecause
  }
}

/// What is wrong with an output that a stage left behind.
package enum OutputFault: Error, Sendable {
  case missing(ProjectPath)
  case notAFile(ProjectPath)
  case unreadable(ProjectPath, reason: String)
  /// A JSON output of more bytes than a document may have.
  case tooLong(ProjectPath, bytes: Int64, limit: Int)
}
