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

  /// Only root mounts a small disk of its own.
  static let canMount = geteuid() == 0

  @Test(.enabled(if: canMount, "not run: mounting a small disk needs root"))
  func `a disk that fills up is named, and what was begun is still brought to an end`() throws {
    let script = #"""
      set -e; mount -t tmpfs -o size=2m tmpfs . && cd .
      "$cutroom" init . > /dev/null
      cat > pipeline.json <<'END'
      {"kind": "pipeline", "version": "1.0", "stages": [
        {"id": "good", "run": ["cp", "metadata.json", "${output}"], "outputs": ["good.txt"]},
        {"id": "fill", "needs": ["good"], "outputs": ["x"],
         "run": ["sh", "-c", "cat /dev/zero > $1/filler; echo x > $2", "-", "${workspace}", "${output}"]}]}
      END
      "$cutroom" new P --id p > /dev/null
      code=0; "$cutroom" run p --json > run.out 2> /dev/null || code=$?
      echo "code $code"; cat run.out || true
      code=0; "$cutroom" run p 2>&1 || code=$?; echo "again $code"
      "$cutroom" status p --json; "$cutroom" runs p --json
      code=0; "$cutroom" delete p 2>&1 || code=$?; echo "delete $code"
      "$cutroom" undelete p > /dev/null; rm filler
      sed -i 's/cat .dev.zero > .1.filler; //' pipeline.json
      code=0; "$cutroom" resume p 2>&1 || code=$?; echo "resumed $code"
      """#
    let outcome = try BuiltProgram.run(
      "/usr/bin/unshare",
      [
        "-m", "/bin/bash", "-c",
        "cutroom='\(cutroom)'; cd '\(place.path)'; mkdir d; cd d; \(script)",
      ],
      in: "/"
    )
    let said = outcome.output
    #expect(outcome.status == .exited(0), "\(said)\(outcome.error)")
    #expect(said.contains("code 8"), "\(said)")
    #expect(said.contains("again 8"), "\(said)")
    #expect(said.contains("the disk tmpfs at \(place.path)/d is full"), "\(said)")
    #expect(said.contains("\"state\": \"failed\""), "\(said)")
    #expect(!said.contains("crashed"), "\(said)")
    #expect(said.contains("delete 0"), "\(said)")
    #expect(said.contains("resumed 0"), "\(said)")
  }
}
