import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// A workspace in a fresh folder whose project `p` has stages that are shell lines.
final class StageWorkspace {
  let place: FreshFolder
  var path: String { place.path }
  let project = "public/projects/p"

  /// `stages` is the list in pipeline.json, without its brackets.
  init(_ stages: String) throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init", place.path], in: "/tmp")
    try pipeline(stages)
    let made = try BuiltProgram.cutroom(["new", "P", "--id", "p"], in: place.path)
    try #require(made.status.isSuccess, "\(made.error)")
  }

  func pipeline(_ stages: String) throws {
    try place.write(
      "{\"kind\": \"pipeline\", \"version\": \"1.0\", \"stages\": [\(stages)]}",
      to: "pipeline.json"
    )
  }

  @discardableResult
  func cutroom(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.cutroom(arguments, in: path)
  }

  /// What a command answers with `--json`, whatever its exit code.
  func answer(_ arguments: String...) throws -> JSONValue {
    let outcome = try BuiltProgram.cutroom(arguments + ["--json"], in: path)
    return try JSONReader.read(Array(outcome.output.utf8))
  }

  /// Runs a line of bash in the workspace, with `$cutroom` as the program.
  func shell(_ line: String) throws -> BuiltProgram.Outcome {
    let variable = "cutroom='\(BuiltProgram.folder)/cutroom'"
    return try BuiltProgram.run("/bin/bash", ["-c", "\(variable); \(line)"], in: path)
  }

  /// Starts `cutroom` and does not wait for it.
  func start(_ arguments: String...) throws -> ChildProcess {
    let folder = try Folder.open(path)
    let nothing = try Descriptor.openForReading("/dev/null")
    let output = try folder.openAppending("said.txt", mode: 0o600)
    return try ChildProcess(
      program: "\(BuiltProgram.folder)/cutroom",
      arguments: ["cutroom"] + arguments,
      environment: ["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"],
      folder: folder,
      mappings: [(nothing.raw, 0), (output.raw, 1), (output.raw, 2)]
    )
  }

  /// Waits until a file of the workspace is there and not empty.
  func wait(for file: String) throws {
    let folder = try Folder.open(path)
    while try folder.facts(file).map({ $0.size == 0 }) ?? true {
      _ = try Waiting.poll([], milliseconds: 5)
    }
  }

  func text(_ file: String) throws -> String { try place.text(file) }

  /// Whether a process of this number is there and no zombie.
  static func isAlive(_ pid: String) -> Bool {
    guard let file = try? Folder.open("/proc").openFile("\(pid)/stat"),
      let bytes = try? file.readAll(limit: 4096)
    else { return false }
    return !String(decoding: bytes, as: UTF8.self).contains(") Z")
  }
}

extension String {
  /// The text without white space around it.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
