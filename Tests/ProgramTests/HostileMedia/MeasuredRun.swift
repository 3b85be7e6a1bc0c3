import CutroomModel
import CutroomSystem
import Glibc

/// A command that was run to its end, with what it and its children used.
struct MeasuredRun {
  let status: CInt
  let output: [UInt8]
  let processorSeconds: Double
  /// The most memory that it or one of its children had in use, in bytes.
  let memory: Int
  let seconds: Double

  /// Runs the built `cutroom` in a folder.
  init(_ arguments: [String], in folder: String) throws {
    let start = ContinuousClock.now
    let file = try BuiltProgram.namelessFile()
    let child = try Self.start(arguments, in: folder, output: file.raw)
    var status: CInt = 0
    var usage = rusage()
    try check("wait4") { wait4(child, &status, 0, &usage) }
    self.status = status
    processorSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    memory = usage.ru_maxrss * 1024
    seconds = (ContinuousClock.now - start) / .seconds(1)
    output = try file.read(at: 0, length: Int(FileFacts(descriptor: file.raw).size))
  }

  var exitCode: CInt? { status & 0x7f == 0 ? (status >> 8) & 0xff : nil }

  /// The entries of a probe's answer.
  func files() throws -> [JSONValue] { try JSONReader.read(output)["files"]?.array ?? [] }

  // MARK: -

  private static func start(
    _ arguments: [String],
    in folder: String,
    output: CInt
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    let words = ["env", "-C", folder, "\(BuiltProgram.folder)/cutroom"] + arguments
    let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for word in argv + envp { free(word) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, "/usr/bin/env", &actions, nil, &argv, &envp)
    guard failure == 0 else { throw SystemError(call: "posix_spawn", code: failure) }
    return child
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
  }
}
