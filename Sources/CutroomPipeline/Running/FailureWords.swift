import CutroomModel
import CutroomStore
import CutroomSystem

/// Turns whatever stopped an item into a failure with a code, facts, and whether to try again.
enum FailureWords {
  static func failure(_ error: any Error, log: ItemLog) -> ItemFailure {
    switch error {
    case let fault as ItemFault:
      failure(fault.code, fault.message, fault.isRetryable, log)
    case let fault as OutputFault: failure(fault, log)
    case let error as SystemError: failure(code(of: error), error.description, false, log)
    case StoreError.unwritable(let operation, let error, let durability):
      failure(
        code(of: error),
        "\(operation): \(error); on disk: \(durability.rawValue)",
        false,
        log
      )
    case StoreError.newer: failure("newer-version", "\(error)", false, log)
    case let error as StoreError: failure("store", "\(error)", false, log)
    case let waits as StageWaits: failure("input-missing", "\(waits.path) is not there", false, log)
    default: failure("failed", "\(error)", false, log)
    }
  }

  /// Throws what a program's end means, unless it is success.
  static func require(_ end: ChildRun.End, program: String, log: ItemLog) throws {
    switch end {
    case .exited(0): return
    case .exited(let code):
      let tail = log.tail
      let said = tail.isEmpty ? "" : ": \(tail)"
      throw ItemFault("exit-\(code)", "\(program) ended with \(code)\(said)", isRetryable: true)
    case .signalled(let signal):
      throw ItemFault(
        "signal-\(signal)",
        "\(program) was killed by signal \(signal)",
        isRetryable: true
      )
    case .timedOut(let limit):
      throw ItemFault("timeout", "\(program) took longer than \(limit) ms", isRetryable: true)
    case .stalled(let limit):
      throw ItemFault("stalled", "\(program) said nothing for \(limit) ms", isRetryable: true)
    case .cancelled: throw ItemFault(ItemFailure.cancelled, "the run was stopped")
    }
  }

  private static func failure(_ fault: OutputFault, _ log: ItemLog) -> ItemFailure {
    switch fault {
    case .missing(let path):
      failure("output-missing", "\(path) was not made", true, log)
    case .notAFile(let path):
      failure("output-not-a-file", "\(path) is not a regular file", false, log)
    case .unreadable(let path, let reason):
      failure("output-bad", "\(path): \(reason)", true, log)
    }
  }

  private static func code(of error: SystemError) -> String {
    switch error.code {
    case .noSpace, .quotaExceeded, .fileTooLarge: "disk-full"
    case .readOnlyFileSystem, .accessDenied, .notPermitted: "unwritable"
    default: "system"
    }
  }

  private static func failure(
    _ code: String,
    _ message: String,
    _ isRetryable: Bool,
    _ log: ItemLog
  ) -> ItemFailure {
    ItemFailure(code: code, message: message, isRetryable: isRetryable, log: log.path)
  }
}
