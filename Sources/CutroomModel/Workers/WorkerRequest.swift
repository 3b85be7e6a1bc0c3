/// A request that a worker process answers; its descriptors travel beside it.
package protocol WorkerRequest: Codable, Sendable {
  associatedtype Answer: Codable, Sendable

  /// The name on the wire.
  static var name: String { get }
  /// Whether a second try does no harm, so that another worker may be asked after a crash.
  static var isRepeatable: Bool { get }

  /// An answer without what may be left out, for where the whole would be longer than a worker may
  /// send; nil where nothing may.
  static func shortened(_ answer: Answer) -> Answer?

  /// The answer in the bytes that a worker sent; throws the failure that it reports, or
  /// `worker-answer-unreadable`.
  static func read(_ bytes: [UInt8]) throws(WorkerFailure) -> Answer
}

extension WorkerRequest {
  package static func shortened(_ answer: Answer) -> Answer? { nil }

  package static func read(_ bytes: [UInt8]) throws(WorkerFailure) -> Answer {
    try WorkerMessage.decode(Answer.self, from: bytes)
  }
}

/// The answer to a request that has nothing to say but that it was done.
package struct Done: Codable, Equatable, Sendable {
  package init() {}
}
