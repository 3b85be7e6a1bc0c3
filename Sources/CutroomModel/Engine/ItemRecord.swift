/// A file that an item made, as it was when it was committed.
package struct OutputRecord: Equatable, Sendable {
  package var path: ProjectPath
  /// SHA-256 of the bytes.
  package var content: Digest
  /// SHA-256 of the JSON value without its envelope; nil for anything but JSON.
  package var value: Digest?
  package var size: Int64

  package init(path: ProjectPath, content: Digest, value: Digest?, size: Int64) {
    self.path = path
    self.content = content
    self.value = value
    self.size = size
  }
}

/// Something that was not done as asked, or that a person must know: never a silent fallback.
package struct Decision: Hashable, Sendable, Codable {
  /// Such as `title-card`, `no-music`.
  package var code: String
  package var message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// What is known of a finished item.
package struct ItemRecord: Equatable, Sendable {
  package var key: ItemKey
  package var fingerprint: Fingerprint
  package var outputs: [OutputRecord]
  package var decisions: [Decision]
  package var run: String
  /// Microseconds since 1970.
  package var at: Int64
  package var milliseconds: Int64
  /// Why a person kept these outputs; nil where the item ran.
  package var acceptedBecause: String?

  package init(
    key: ItemKey,
    fingerprint: Fingerprint,
    outputs: [OutputRecord],
    decisions: [Decision] = [],
    run: String,
    at: Int64,
    milliseconds: Int64,
    acceptedBecause: String? = nil
  ) {
    self.key = key
    self.fingerprint = fingerprint
    self.outputs = outputs
    self.decisions = decisions
    self.run = run
    self.at = at
    self.milliseconds = milliseconds
    self.acceptedBecause = acceptedBecause
  }
}

/// How an item failed.
package struct ItemFailure: Error, Equatable, Sendable, Codable {
  /// The code of an item that was stopped with its run.
  package static let cancelled = "cancelled"
  /// The code of an item whose request may have been bought, or not: a person must decide.
  package static let undecided = "purchase-undecided"

  /// Such as `exit-1`, `timeout`, `output-missing`, `tool-missing`.
  package var code: String
  package var message: String
  package var isRetryable: Bool
  /// The item's log, relative to the workspace.
  package var log: String?

  package init(code: String, message: String, isRetryable: Bool, log: String? = nil) {
    self.code = code
    self.message = message
    self.isRetryable = isRetryable
    self.log = log
  }
}
