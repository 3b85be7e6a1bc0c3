import CutroomSystem
import Testing

@Suite struct StreamTests {
  let place: FreshFolder
  let cutroom = "\(BuiltProgram.folder)/cutroom"

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
  }

  func shell(_ line: String) throws -> BuiltProgram.Outcome {
    try BuiltProgram.run("/bin/bash", ["-c", "set -o pipefail; \(line)"], in: place.path)
  }

  @Test func `a reader that goes away ends a command quietly`() throws {
    let outcome = try shell("'\(cutroom)' --help | true")
    #expect(outcome.error == "")
    #expect(outcome.status == .exited(0))
  }

  @Test func `a full disk behind standard output is an error`() throws {
    let outcome = try shell("'\(cutroom)' --help > /dev/full")
    #expect(outcome.status == .exited(8))
    #expect(outcome.error.contains("disk is full"))
  }

  @Test func `standard output that is closed is an error and no crash`() throws {
    let outcome = try shell("'\(cutroom)' --help >&-")
    #expect(outcome.status == .exited(8))
  }

  @Test func `neither colour nor cursor movement goes into a pipe`() throws {
    let outcome = try shell("'\(cutroom)' doctor | cat")
    #expect(!outcome.output.isEmpty)
    #expect(!outcome.output.contains("\u{1B}"))
  }
}
