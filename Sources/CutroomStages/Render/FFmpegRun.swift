package import CutroomModel
import CutroomPipeline
package import CutroomSystem

/// Runs the ffmpeg program.
package struct FFmpegRun: Sendable {
  /// Milliseconds without a word after which it is stopped.
  package var stallMilliseconds: Int64 = 120_000
  private let program: String
  private let environment: [String]
  private let cancellation: Cancellation
  private let killSwitch: Cancellation

  /// Looks the program up; children get `environment` (`NAME=value` entries) and nothing else.
  package init(
    environment: [String],
    cancellation: Cancellation,
    killSwitch: Cancellation
  ) throws(FFmpegError) {
    guard let program = try? ProgramSearch.path(of: "ffmpeg", from: "/") else {
      throw .missing(program: "ffmpeg", package: "ffmpeg")
    }
    self.program = program
    self.environment = environment + ["AV_LOG_FORCE_NOCOLOR=1"]
    self.cancellation = cancellation
    self.killSwitch = killSwitch
  }

  /// Runs in `folder` to the end and answers what ffmpeg said, its last 128 kB.
  ///
  /// A cancelled or stalled run is asked to stop, and killed when it does not within the grace of
  /// the engine.
  @discardableResult
  package func run(
    _ arguments: [String],
    in folder: Folder,
    progress: (FFmpegProgress) -> Void = { _ in }
  ) throws(FFmpegError) -> String {
    if cancellation.isCancelled { throw .cancelled }
    var log = FFmpegLog()
    let child = ChildRun(
      program: program,
      arguments: ["ffmpeg"] + arguments,
      environment: environment,
      folder: folder,
      stallMilliseconds: stallMilliseconds,
      cancellation: cancellation,
      killSwitch: killSwitch
    )
    let end: ChildRun.End
    do throws(SystemError) {
      end = try child.run { if log.take($0) { progress(log.progress) } }
    } catch {
      throw .cannotStart(error)
    }
    switch end {
    case .exited(0): return log.text
    case .exited(let status): throw .failed(status: status, log: log.complaints)
    case .signalled(let signal): throw .signalled(signal, log: log.complaints)
    case .timedOut(let time), .stalled(let time):
      throw .stalled(seconds: time / 1000, log: log.complaints)
    case .cancelled: throw .cancelled
    }
  }

  /// Runs a command whose filter script is first written to `scriptFile` in `folder`.
  @discardableResult
  func run(
    _ command: FFmpegCommand,
    scriptFile: String,
    project: Folder,
    in folder: Folder,
    progress: (FFmpegProgress) -> Void = { _ in }
  ) throws(FFmpegError) -> String {
    var made: Int64 = 0
    do throws(SystemError) {
      if !command.script.isEmpty { try folder.write(command.script, to: scriptFile) }
    } catch {
      throw .cannotStart(error)
    }
    let arguments = command.arguments(
      projectPath: absolutePath(of: project),
      scriptFile: scriptFile
    )
    let log: String
    do throws(FFmpegError) {
      log = try run(arguments, in: folder) {
        made = $0.frames
        progress($0)
      }
    } catch .failed(let status, let log) {
      throw .failed(status: status, log: log + command.key(to: log))
    }
    if let expected = command.frames, made != expected {
      throw .wrongFrameCount(expected: expected, made: made)
    }
    return log
  }

  /// The child has another current folder than this process.
  private func absolutePath(of folder: Folder) -> String {
    folder.path.hasPrefix("/") ? folder.path : "\(ThisProcess.currentFolder)/\(folder.path)"
  }
}

extension FFmpegCommand {
  /// Which files the numbers in a complaint stand for, one in a line.
  fileprivate func key(to log: String) -> String {
    inputs.enumerated().reduce(into: "") { key, input in
      let isNamed = log.contains("#\(input.offset):") || log.contains("stream \(input.offset):")
      if isNamed { key += "\n#\(input.offset) is \(input.element.path)" }
    }
  }
}

extension Folder {
  /// Creates a small text file that must not exist yet.
  func write(_ text: String, to name: String) throws(SystemError) {
    let file = try createFile(name, mode: 0o666)
    try file.writeAll(Array(text.utf8), path: join(name))
  }
}
