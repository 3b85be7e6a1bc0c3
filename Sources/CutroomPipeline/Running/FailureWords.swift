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
    case let fault as ProviderFault:
      failure(fault.code.rawValue, fault.message, fault.isTransient && !fault.mayBeCharged, log)
    case let error as SystemError: failure(code(of: error), words(of: error), error.mayPass, log)
    case StoreError.unwritable(let operation, let error, let durability):
      failure(
        code(of: error),
        "\(operation): \(words(of: error)); on disk: \(durability.rawValue)",
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
    if let fault = fault(of: end, program, log: log) { throw fault }
  }

  /// What the end of an attempt means; nil for success.
  static func fault(of end: ChildRun.End, _ who: String, log: ItemLog?) -> ItemFault? {
    switch end {
    case .exited(0): nil
    case .exited(let code): exit(code, of: who, log)
    case .signalled(let signal):
      ItemFault("signal-\(signal)", "\(who) was killed by signal \(signal)", isRetryable: true)
    case .timedOut(let limit):
      ItemFault("timeout", "\(who) took longer than \(limit) ms", isRetryable: true)
    case .stalled(let limit):
      ItemFault("stalled", "\(who) said nothing for \(limit) ms", isRetryable: true)
    case .cancelled: .cancelled
    }
  }

  private static func exit(_ code: CInt, of program: String, _ log: ItemLog?) -> ItemFault {
    let tail = log?.tail ?? ""
    let said = tail.isEmpty ? "" : ": \(tail)"
    let message = "\(program) ended with \(code)\(said)"
    guard let log, log.tellsOfFullDisk else {
      return ItemFault("exit-\(code)", message, isRetryable: true)
    }
    return ItemFault("disk-full", "the disk\(log.disk) is full; \(message)")
  }

  /// A full disk is named.
  private static func words(of error: SystemError) -> String {
    guard error.isOutOfSpace, let path = error.path, let disk = MountedDisk.of(path) else {
      return error.description
    }
    return "the disk \(disk) is full: \(error)"
  }

  private static func failure(_ fault: OutputFault, _ log: ItemLog) -> ItemFailure {
    switch fault {
    case .missing(let path):
      failure("output-missing", "\(path) was not made", true, log)
    case .notAFile(let path):
      failure("output-not-a-file", "\(path) is not a regular file", false, log)
    case .unreadable(let path, let reason):
      failure("output-bad", "\(path): \(reason)", true, log)
    case .tooLong(let path, let bytes, let limit):
      failure(
        "output-too-long",
        "\(path) has \(bytes) bytes; a JSON output may have at most \(limit)",
        false,
        log
      )
    }
  }

  private static func code(of error: SystemError) -> String {
    switch error.code {
    case .noSpace, .quotaExceeded: "disk-full"
    case .fileTooLarge: "too-large"
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

extension SystemError {
  /// Whether the machine only was too busy.
  fileprivate var mayPass: Bool {
    [.wouldBlock, .noMemory, .tooManyOpenFiles, .programBusy].contains(code)
  }
}
