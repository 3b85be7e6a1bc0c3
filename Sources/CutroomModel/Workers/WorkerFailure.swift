/// Why a request to a worker has no answer.
package struct WorkerFailure: Error, Codable, Equatable, Sendable, CustomStringConvertible {
  /// What kind of failure it is; a worker's own codes (`truncated`, `no-audio`) stand beside these.
  package struct Code: RawRepresentable, Codable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    /// The worker ended without an answer.
    package static let workerCrashed = Code(rawValue: "worker-crashed")
    /// The kernel ended the worker for a call that its sandbox forbids.
    package static let forbiddenCall = Code(rawValue: "worker-forbidden-call")
    /// The answer did not come in time, and the worker was ended.
    package static let timeout = Code(rawValue: "timeout")
    /// Somebody called the request off, and the worker was ended.
    package static let cancelled = Code(rawValue: "cancelled")
    /// What came was no answer to the request.
    package static let unreadableAnswer = Code(rawValue: "worker-answer-unreadable")
    /// The answer would be longer than a worker may send.
    package static let answerTooLarge = Code(rawValue: "worker-answer-too-large")
    /// The worker could not be started.
    package static let workerNotStarted = Code(rawValue: "worker-not-started")
    /// The worker's program is not where it belongs.
    package static let programMissing = Code(rawValue: "program-missing")
    /// The pool was closed before the request was done.
    package static let closed = Code(rawValue: "workers-closed")
    /// The request is not one that the worker knows, or came without its descriptors.
    package static let badRequest = Code(rawValue: "bad-request")
    /// The file cannot be opened or read.
    package static let unreadable = Code(rawValue: "unreadable")
    /// A system call failed: reading the input, writing the output.
    package static let system = Code(rawValue: "system")
  }

  package var code: Code
  package var message: String
  /// The file that the request was about, where it was about one.
  package var file: String?

  package init(_ code: Code, _ message: String, file: String? = nil) {
    self.code = code
    self.message = message
    self.file = file
  }

  /// Whether it says nothing of the file: the worker could not be started, or was stopped.
  package var saysNothingOfTheFile: Bool {
    [Code.programMissing, .workerNotStarted, .closed, .cancelled].contains(code)
  }

  package var description: String { file.map { "\($0): \(message)" } ?? message }
}

/// An error that a worker reports under a code of its own.
package protocol ReportedFailure: Error {
  /// The code and the words for the client.
  var report: WorkerFailure { get }
}

extension WorkerFailure: ReportedFailure {
  package var report: WorkerFailure { self }
}

extension ProbeFailure: ReportedFailure {
  package var report: WorkerFailure {
    WorkerFailure(WorkerFailure.Code(rawValue: code.rawValue), message)
  }

  /// The failure of a probe that a worker reported, or that befell the worker itself.
  package init(_ failure: WorkerFailure) {
    self.init(Code(rawValue: failure.code.rawValue), failure.message)
  }
}
