import CutroomModel
import CutroomSystem
import Glibc
import Testing

@Suite struct RepairTests {
  let place: FreshFolder
  let project = "public/projects/a"

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "A", "--id", "a"], in: place.path)
  }

  private func cutroom(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.cutroom(arguments, in: place.path)
  }

  private func shell(_ line: String) throws -> BuiltProgram.Outcome {
    let variable = "cutroom='\(BuiltProgram.folder)/cutroom'"
    return try BuiltProgram.run("/bin/bash", ["-c", "\(variable); \(line)"], in: place.path)
  }

  /// Names, inodes, sizes and times of everything in the workspace.
  private func everything() throws -> String {
    try shell("find . -printf '%p %i %s %T@ %C@ %m\\n' | sort").output
  }

  @Test func `a dry run tells what a repair does, and changes nothing`() throws {
    let recorded = try place.text("\(project)/metadata.json")
    try place.write("garbage", to: "\(project)/metadata.json")
    try place.write("half", to: "\(project)/scripts/.ct-0123456789abcdef.tmp")
    let before = try everything()
    let dry = try cutroom("repair", "a", "--dry-run")
    #expect(dry.status == .exited(0))
    #expect(
      dry.output == """
        \(project)/scripts/.ct-0123456789abcdef.tmp: remove
        metadata.json: bring it back as it was recorded

        """
    )
    #expect(try everything() == before)
    let repair = try cutroom("repair", "a")
    #expect(repair.status == .exited(0))
    #expect(repair.error.contains("1 leftovers swept"))
    #expect(repair.output.hasPrefix("brought metadata.json back as it was recorded"))
    #expect(try place.text("\(project)/metadata.json") == recorded)
    #expect(try cutroom("repair", "a", "--dry-run").error.contains("nothing is to repair"))
  }

  @Test func `what no run makes again is lost with 9, before and after`() throws {
    _ = try shell("rm \(project)/metadata.json; rm -r \(project)/.cutroom/objects")
    #expect(try cutroom("repair", "a", "--dry-run").status == .exited(9))
    let repair = try cutroom("repair", "a")
    #expect(repair.status == .exited(9))
    #expect(repair.output.contains("metadata.json: lost, and no run makes it again"))
  }

  @Test(arguments: ["show", "status", "repair", "backup list"])
  func `a FIFO in the place of a document holds nobody up`(command: String) throws {
    _ = try shell("rm \(project)/metadata.json; mkfifo \(project)/metadata.json")
    let outcome = try shell("timeout 20 $cutroom \(command) a")
    #expect(outcome.status != .exited(124))
    #expect(outcome.status != .signalled(SIGKILL))
  }

  @Test(.enabled(if: getuid() == 0, "not run: only root mounts"))
  func `what is mounted in an attempt is not removed`() throws {
    let attempt = ".cutroom/a/attempts/x"
    let outcome = try shell(
      """
      mkdir -p \(attempt)
      unshare -m bash -c 'mount -t tmpfs none \(attempt) && echo precious > \(attempt)/file &&
        { "$0" repair a; cat \(attempt)/file; }' "$cutroom"
      """
    )
    #expect(outcome.output.hasSuffix("precious\n"), "\(outcome)")
  }

  @Test func `a project goes back to 0.9 for an older program, unless something would be lost`()
    throws
  {
    let before = try place.text("\(project)/metadata.json")
    #expect(try cutroom("migrate", "a", "--to", "0.9").status == .exited(0))
    #expect(try place.text("\(project)/metadata.json").contains("\"version\": \"0.9\""))
    #expect(try cutroom("migrate", "a", "--check").status == .exited(3))
    #expect(try cutroom("migrate", "a").status == .exited(0))
    let full = before.replacing("\"kind\"", with: "\"metadata\": {\"mine\": 1}, \"kind\"")
    try place.write(full, to: "\(project)/metadata.json")
    let refused = try cutroom("migrate", "a", "--to", "0.9", "--json")
    #expect(refused.status == .exited(8))
    #expect(refused.output.contains("would-lose"))
    #expect(try place.text("\(project)/metadata.json") == full)
    #expect(try cutroom("migrate", "a", "--to", "0.8").status == .exited(2))
  }
}
