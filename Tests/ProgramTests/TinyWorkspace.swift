import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// A copy of examples/tiny with its project `tiny`, as it was made or with a video that is done.
final class TinyWorkspace {
  private let place: FreshFolder
  /// The workspace's folder.
  let path: String
  /// The project's folder, relative to the workspace.
  let project = "public/projects/tiny"
  let script = "public/projects/tiny/scripts/grass-after-rain-f6431cab.json"

  init(isDone: Bool) throws {
    place = try FreshFolder()
    path = "\(place.path)/w"
    let source = try isDone ? Self.done.get() : Self.fresh.get()
    try Self.shell("cp -a '\(source)' '\(path)'", in: "/")
  }

  func cutroom(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.cutroom(arguments, in: path)
  }

  /// Runs a line of bash in the workspace, with `$cutroom` as the program.
  func shell(_ line: String) throws -> BuiltProgram.Outcome {
    let variable = "cutroom='\(BuiltProgram.folder)/cutroom'"
    return try BuiltProgram.run("/bin/bash", ["-c", "\(variable); \(line)"], in: path)
  }

  /// What a command answers with `--json`, whatever its exit code.
  func answer(_ arguments: String...) throws -> JSONValue {
    let outcome = try BuiltProgram.cutroom(arguments + ["--json"], in: path)
    return try JSONReader.read(Array(outcome.output.utf8))
  }

  func write(_ text: String, to file: String) throws { try place.write(text, to: "w/\(file)") }

  func text(_ file: String) throws -> String { try place.text("w/\(file)") }

  func edit(_ file: String, _ old: String, _ new: String) throws {
    let text = try text(file)
    try #require(text.contains(old))
    try write(text.replacing(old, with: new), to: file)
  }

  /// `stage/item` of what a run would do now.
  func pending() throws -> [String] {
    let items = try #require(try answer("plan", "tiny")["items"]?.array)
    return items.filter { $0["action"] != "skip" }.map {
      "\($0["stage"]?.string ?? "")/\($0["item"]?.string ?? "")"
    }
  }

  /// The names in a folder of the workspace that contain `part`.
  func names(in folder: String, containing part: String) throws -> [String] {
    try Folder.open("\(path)/\(folder)").names().filter { $0.contains(part) }
  }

  // MARK: - Made once for all tests

  private static let root = Result { () throws -> String in
    let path = "/tmp/cutroom-tiny-\(RandomName.hex(12))"
    try #require(mkdir(path, 0o755) == 0)
    atexit { TinyWorkspace.removeRoot() }
    return path
  }

  private static let fresh = Result { () throws -> String in
    let parts = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "\(try root.get())/fresh"
    try shell("cp -a '/\(parts)/examples/tiny' '\(path)' && '\(path)/make-library.sh'", in: "/")
    _ = try BuiltProgram.cutroom(["new", "Tiny", "--id", "tiny"], in: path)
    return path
  }

  private static let done = Result { () throws -> String in
    let path = "\(try root.get())/done"
    try shell("cp -a '\(try fresh.get())' '\(path)'", in: "/")
    let outcome = try BuiltProgram.cutroom(["run", "tiny"], in: path)
    try #require(outcome.status == .exited(0), "\(outcome.error)")
    return path
  }

  private static func shell(_ line: String, in folder: String) throws {
    let outcome = try BuiltProgram.run("/bin/bash", ["-c", line], in: folder)
    try #require(outcome.status == .exited(0), "\(outcome.error)")
  }

  private static func removeRoot() {
    guard let path = try? root.get() else { return }
    try? Folder.open("/tmp").removeTree(String(path.dropFirst("/tmp/".count)))
  }
}
