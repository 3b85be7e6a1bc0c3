import BuiltPrograms
import CutroomSystem
import Glibc
import Testing

/// The programs that were built beside these tests, run as a shell would.
enum BuiltProgram {
  /// What came of one.
  struct Outcome {
    var status: ChildProcess.ExitStatus
    var output: String
    var error: String
  }

  /// The folder of the programs.
  static let folder = builtPrograms

  /// Runs `cutroom` in a folder and waits for its end.
  static func cutroom(
    _ arguments: [String],
    in place: String,
    environment: [String] = []
  ) throws -> Outcome {
    try run("\(folder)/cutroom", arguments, in: place, environment: environment)
  }

  /// Runs any program in a folder and waits for its end.
  static func run(
    _ program: String,
    _ arguments: [String],
    in place: String,
    environment: [String] = []
  ) throws -> Outcome {
    let output = try namelessFile()
    let error = try namelessFile()
    let input = try Descriptor.openForReading("/dev/null")
    let standard = ["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "COLUMNS=80"]
    let child = try ChildProcess(
      program: program,
      arguments: [program] + arguments,
      environment: environment + standard + canaries,
      folder: try Folder.open(place),
      mappings: [(input.raw, 0), (output.raw, 1), (error.raw, 2)]
    )
    let status = try child.wait()
    return Outcome(status: status, output: try text(output), error: try text(error))
  }

  /// What `faults/canaries` looks for and watches with, handed on to the programs of the tests.
  private static let canaries = ThisProcess.environment
    .filter { $0.name == "LD_PRELOAD" || $0.name.hasPrefix("CANARY_") }
    .map { "\($0.name)=\($0.value)" }

  static func namelessFile() throws -> Descriptor {
    var template = Array("/tmp/cutroom-program-XXXXXX".utf8CString)
    let raw = mkstemp(&template)
    guard raw >= 0 else { throw SystemError.last("mkstemp") }
    unlink(template)
    return Descriptor(owning: raw)
  }

  private static func text(_ file: borrowing Descriptor) throws -> String {
    let length = try FileFacts(descriptor: file.raw).size
    return String(decoding: try file.read(at: 0, length: Int(length)), as: UTF8.self)
  }
}

/// A fresh folder that is removed with its owner.
final class FreshFolder {
  let path: String

  init() throws {
    path = "/tmp/cutroom-program-\(RandomName.hex(12))"
    try #require(mkdir(path, 0o755) == 0)
  }

  deinit {
    if let folder = try? Folder.open("/tmp") {
      try? folder.removeTree(String(path.dropFirst("/tmp/".count)))
    }
  }

  func write(_ text: String, to file: String) throws {
    let folder = try Folder.open(path)
    let parts = file.split(separator: "/").map(String.init)
    let parent = try folder.makeFolder(parts.dropLast().joined(separator: "/"))
    let name = try #require(parts.last)
    try parent.remove(name)
    try parent.createFile(name, mode: 0o644).writeAll(Array(text.utf8))
  }

  func text(_ file: String) throws -> String {
    let bytes = try Folder.open(path).openFile(file).readAll(limit: 1 << 20)
    return String(decoding: bytes, as: UTF8.self)
  }
}
