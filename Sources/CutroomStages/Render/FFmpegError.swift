package import CutroomSystem

/// Why a run of ffmpeg gave no result.
package enum FFmpegError: Error, Equatable {
  /// The program is not installed; `package` is the Debian package that has it.
  case missing(program: String, package: String)
  case cannotStart(SystemError)
  /// It ended by itself with a failure; `log` is the end of what it said.
  case failed(status: CInt, log: String)
  /// Something else ended it.
  case signalled(CInt, log: String)
  /// It said nothing for so long that it was stopped.
  case stalled(seconds: Int64, log: String)
  case cancelled
  /// It made another number of frames than was asked for: an input is shorter than it was measured.
  case wrongFrameCount(expected: Int64, made: Int64)
  /// It ended well but its log holds no measurement.
  case noMeasurement(log: String)
  /// The narration has no sound, so there is nothing to set the loudness by.
  case silentNarration
}
