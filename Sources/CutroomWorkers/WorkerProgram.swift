import CutroomModel
import CutroomSystem
import Glibc

/// A worker program, the mode it is started in, and what its failures are called.
struct WorkerProgram: Sendable {
  let name: String
  let arguments: [String]
  let path: String
  let environment: [String]
  /// The most bytes of one answer.
  let largestAnswer: Int

  init(
    _ name: String,
    _ arguments: [String],
    in folder: String,
    environment: [String] = [],
    largestAnswer: Int = MessageSocket.largestMessage
  ) {
    self.name = name
    self.arguments = arguments
    path = "\(folder)/\(name)"
    self.environment = Self.environment(with: environment)
    self.largestAnswer = largestAnswer
  }

  /// The folder of the running program, where its workers stand beside it.
  static var ownFolder: String {
    let executable = ThisProcess.executable
    guard let slash = executable.lastIndex(of: "/") else { return "." }
    return String(executable[..<slash])
  }

  /// Starts one; throws `program-missing` or `worker-not-started`.
  func start() throws(WorkerFailure) -> WorkerProcess {
    do throws(SystemError) {
      return try WorkerProcess(program: path, arguments: arguments, environment: environment)
    } catch {
      guard error.code == .noSuchFile else {
        throw WorkerFailure(.workerNotStarted, "\(name) cannot be started: \(error.code)")
      }
      throw WorkerFailure(
        .programMissing,
        "\(name) is missing: it belongs beside cutroom, as \(path)"
      )
    }
  }

  /// What a worker finds in its environment: nothing of the user's but what `more` names.
  private static func environment(with more: [String]) -> [String] {
    let passed = ["LD_LIBRARY_PATH", "ESPEAK_DATA_PATH", "CUTROOM_RUN"] + more
    // One arena: each further one reserves 64 MB of the address space that is bounded.
    return ["LC_ALL=C.UTF-8", "MALLOC_ARENA_MAX=1"]
      + passed.compactMap { name in ThisProcess.environment(name).map { "\(name)=\($0)" } }
  }
}
