package import CutroomModel

/// One line of the journal.
package enum JournalRecord: Equatable, Sendable {
  case runStarted(RunRecord)
  case runFinished(run: String, outcome: String, at: Int64)
  case started(StartedItem)
  /// Outputs are whole and durable in the attempt folder: from here recovery only rolls forward.
  case produced(ItemRecord, attempt: String)
  case committed(ItemRecord)
  case failed(ItemKey, ItemFailure, run: String, at: Int64)
  /// A person chose topics out of what was offered.
  case chosen(stage: String, topics: [String], offered: Digest, at: Int64)
  /// A migration changed how a value is written, not what it means.
  ///
  /// `content` is what the bytes become.
  case rekeyed(path: ProjectPath, old: Digest, new: Digest, content: Digest? = nil)
  /// The store wrote a document that no item makes.
  case wrote(OutputRecord, at: Int64)
  /// An edit of a document was taken for what the document says, or a person put a version of it
  /// back: it counts from now on in the place of what was recorded.
  case used(OutputRecord, at: Int64)
  /// A version of a document became a backup.
  case kept(ProjectPath, content: Digest)
  /// An item left the pipeline; its outputs stay on disk, unrecorded.
  case forgotten(ItemKey)
  /// A provider is about to be asked for what may cost money, or took the work on as a job.
  case asked(PurchaseIntent)
  /// The answer is in the cache, or there was certainly nothing to pay for.
  case answered(CacheKey, at: Int64)

  /// Whether it ends what an earlier record began: it must find its way to a full disk too.
  var isEnd: Bool {
    switch self {
    case .committed, .failed, .runFinished, .forgotten, .answered: true
    default: false
    }
  }

  /// Whether a run began with it.
  var isRun: Bool {
    if case .runStarted = self { true } else { false }
  }

  /// Whether files came or went with it.
  var isCommit: Bool {
    switch self {
    case .committed, .forgotten: true
    default: false
    }
  }
}

/// A run as the journal knows it.
package struct RunRecord: Equatable, Sendable {
  package var id: String
  package var command: String
  package var pid: Int32
  package var host: String
  /// Microseconds since 1970.
  package var startedAt: Int64
  package var selection: JSONValue
  package var finishedAt: Int64?
  /// `done`, `failed`, `awaiting`, `interrupted`; nil while it runs and after a crash.
  package var outcome: String?

  package init(
    id: String,
    command: String,
    pid: Int32,
    host: String,
    startedAt: Int64,
    selection: JSONValue,
    finishedAt: Int64? = nil,
    outcome: String? = nil
  ) {
    self.id = id
    self.command = command
    self.pid = pid
    self.host = host
    self.startedAt = startedAt
    self.selection = selection
    self.finishedAt = finishedAt
    self.outcome = outcome
  }
}

/// An attempt that began.
package struct StartedItem: Equatable, Sendable {
  package var key: ItemKey
  package var run: String
  /// The attempt's folder name under `attempts/`.
  package var attempt: String
  package var at: Int64

  package init(key: ItemKey, run: String, attempt: String, at: Int64) {
    self.key = key
    self.run = run
    self.attempt = attempt
    self.at = at
  }
}
