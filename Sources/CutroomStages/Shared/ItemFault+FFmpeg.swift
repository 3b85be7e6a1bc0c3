import CutroomModel
import CutroomPipeline

extension ItemFault {
  /// Why ffmpeg gave no result, about what it was asked to do.
  init(_ error: FFmpegError, about what: String) {
    switch error {
    case .missing(let program, let package):
      self.init("tool-missing", "\(program) is not installed; install the package \(package)")
    case .cannotStart(let error):
      self.init("ffmpeg", "\(what): ffmpeg does not start: \(error)", isRetryable: true)
    case .failed(_, let log) where log.contains("No space left on device"):
      self.init("disk-full", "\(what): the disk is full")
    case .failed(let status, let log):
      self.init("ffmpeg", "\(what): ffmpeg ended with \(status): \(log)")
    case .signalled(let signal, let log):
      self.init("ffmpeg", "\(what): signal \(signal) ended ffmpeg: \(log)", isRetryable: true)
    case .stalled(let seconds, let log):
      self.init(
        "stalled",
        "\(what): ffmpeg said nothing for \(seconds) s: \(log)",
        isRetryable: true
      )
    case .cancelled: self = .cancelled
    case .wrongFrameCount(let expected, let made):
      self.init("ffmpeg", "\(what): \(made) frames were made, not \(expected)")
    case .noMeasurement: self.init("ffmpeg", "\(what): ffmpeg measured nothing")
    case .silentNarration: self.init("silent", "\(what): the narration has no sound")
    }
  }
}

extension ItemFault {
  /// Whether another file may do better: the fault lies neither with the machine nor with the run.
  var isAboutFile: Bool {
    let others: Set<String> = [
      ItemFailure.cancelled, "tool-missing", "disk-full",
      WorkerFailure.Code.programMissing.rawValue, WorkerFailure.Code.workerNotStarted.rawValue,
      WorkerFailure.Code.closed.rawValue,
    ]
    return !others.contains(code)
  }
}

extension Workbench {
  /// The ffmpeg program, to be stopped with the run.
  func ffmpeg() throws -> FFmpegRun {
    do {
      return try FFmpegRun(
        environment: environment,
        cancellation: cancellation,
        killSwitch: killSwitch
      )
    } catch {
      throw ItemFault(error, about: "ffmpeg")
    }
  }
}
