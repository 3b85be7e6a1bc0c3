import CutroomModel
import CutroomSystem
import Testing

/// On a kernel that lacks guards, people are told once, and files are read all the same.
@Suite(
  .enabled(if: CallTrace.canTrace, "not run: strace cannot trace here"),
  .enabled(if: MissingGuard.ofThisKernel().isEmpty, "not run: this kernel lacks a guard")
)
struct GuardNoticeTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    try place.write(HostileFile("a.mp4", Movie().bytes))
  }

  private func probe(without calls: [String]) throws -> BuiltProgram.Outcome {
    let lacking = calls.flatMap { ["-e", "inject=\($0):error=ENOSYS"] }
    return try BuiltProgram.run(
      "/usr/bin/strace",
      ["-f", "-o", "/dev/null", "-e", "trace=landlock_create_ruleset,seccomp"] + lacking
        + ["\(BuiltProgram.folder)/cutroom", "probe", "--json", "--no-cache"]
        + Array(repeating: "a.mp4", count: 20),
      in: place.path
    )
  }

  @Test(arguments: [
    ([], ""),
    (
      ["landlock_create_ruleset"],
      "cutroom: warning: this kernel has no landlock, so the workers that read media files and feeds "
        + "are guarded less\n"
    ),
    (
      ["landlock_create_ruleset", "seccomp"],
      "cutroom: warning: this kernel has no landlock and no seccomp, so the workers that read media "
        + "files and feeds are bound by limits alone; give them none of strangers\n"
    ),
  ])
  func `missing guards are told once for all workers`(calls: [String], words: String) throws {
    let outcome = try probe(without: calls)
    #expect(outcome.status == .exited(0))
    #expect(outcome.error == words)
    let files = try JSONReader.read(Array(outcome.output.utf8))["files"]?.array
    #expect(files?.count == 20)
    #expect(files?.allSatisfy { $0["cutroom"]?["kind"] == "audio" } == true)
  }
}
