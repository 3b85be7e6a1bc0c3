import CutroomSystem
import Glibc
import Testing

/// A fresh folder that is removed with its owner.
final class ScratchFolder {
  let folder: Folder
  private let name = "cutroom-system-\(RandomName.hex(12))"

  init() throws { folder = try Folder.open("/tmp").makeFolder(name) }

  deinit { try? Folder.open("/tmp").removeTree(name) }

  func write(_ text: String, to name: String) throws {
    try folder.createFile(name, mode: 0o644).writeAll(Array(text.utf8))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try folder.openFile(name).readAll(limit: 1 << 20), as: UTF8.self)
  }
}

/// Starts a program with nothing on standard input and `output` as standard output and error.
func start(
  _ arguments: [String],
  environment: [String] = ["PATH=/usr/bin:/bin"],
  output: CInt,
  newGroup: Bool = true
) throws -> ChildProcess {
  let nothing = try Descriptor.openForReading("/dev/null")
  return try ChildProcess(
    program: "/usr/bin/\(try #require(arguments.first))",
    arguments: arguments,
    environment: environment,
    mappings: [(nothing.raw, 0), (output, 1), (output, 2)],
    newGroup: newGroup
  )
}
