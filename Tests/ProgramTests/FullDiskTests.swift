import CutroomSystem
import Glibc
import Testing

/// A file size limit stands for a full disk: writing fails half-way in the same places.
@Suite struct FullDiskTests {
  let place: FreshFolder
  let cutroom = "\(BuiltProgram.folder)/cutroom"

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
  }

  @Test func `a project that could not be written leaves nothing behind`() throws {
    let control = try Folder.open("\(place.path)/.cutroom")
    let before = try control.names()
    let outcome = try BuiltProgram.run(
      "/bin/bash",
      ["-c", "trap '' XFSZ; ulimit -f 0; exec '\(cutroom)' new title --id a > /dev/null 2>&1"],
      in: place.path
    )
    #expect(outcome.status == .exited(8))
    #expect(try control.names() == before)
    #expect(try BuiltProgram.cutroom(["list"], in: place.path).output == "")
  }
}
