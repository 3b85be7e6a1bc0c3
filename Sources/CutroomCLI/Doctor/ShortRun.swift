import CutroomPipeline
import CutroomSystem

/// A program that is only asked something.
enum ShortRun {
  /// What a program would find in its environment.
  static let environment = ["LC_ALL=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin"]

  /// What it wrote, when it ended with 0 within ten seconds.
  static func output(_ program: String, _ arguments: [String]) -> String? {
    guard let folder = try? Folder.open("/"), let cancellation = try? Cancellation() else {
      return nil
    }
    var bytes: [UInt8] = []
    let run = ChildRun(
      program: program,
      arguments: arguments,
      environment: environment,
      folder: folder,
      timeoutMilliseconds: 10_000,
      cancellation: cancellation,
      killSwitch: cancellation
    )
    guard (try? run.run { bytes += $0 }) == .exited(0) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
