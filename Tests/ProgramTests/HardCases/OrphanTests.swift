import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// What programs leave running when they or the engine end.
@Suite struct OrphanTests {
  // The grandchild leaves its process group and session, and goes on writing.
  private static func stage(_ end: String) -> String {
    #"""
    {"id": "make", "outputs": ["out.txt"],
     "run": ["sh", "-c",
       "echo made > \"$1\"; setsid sh -c 'exec 3>> \"$1\"; echo $$ > \"$2/orphan\"; while :; do echo late >&3; echo late >> \"$1\"; sleep 0.01; done' - \"$1\" \"$2\" & while [ ! -s \"$2/orphan\" ]; do sleep 0.01; done; \#(end)",
       "-", "${output}", "${workspace}"]}
    """#
  }

  @Test(.timeLimit(.minutes(2)))
  func `what outlives a killed engine never reaches a final path, and ends with the next command`()
    throws
  {
    let work = try StageWorkspace(Self.stage("sleep 600"))
    let run = try work.start("run", "p")
    try work.wait(for: "orphan")
    let orphan = try work.text("orphan").trimmed
    run.signal(SIGKILL)
    _ = try run.wait()
    #expect(StageWorkspace.isAlive(orphan))
    try work.pipeline(
      #"{"id": "make", "run": ["cp", "metadata.json", "${output}"], "outputs": ["out.txt"]}"#
    )
    let next = try work.cutroom("run", "p")
    #expect(next.status == .exited(0), "\(next.error)")
    #expect(next.error.contains("left-over processes ended"))
    #expect(!StageWorkspace.isAlive(orphan))
    let made = try work.text("\(work.project)/out.txt")
    #expect(try made == work.text("\(work.project)/metadata.json"))
  }

  @Test(.timeLimit(.minutes(2)))
  func `a process that still writes an output is ended before the output is taken`() throws {
    let work = try StageWorkspace(Self.stage("exit 0"))
    let run = try work.cutroom("run", "p")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try !StageWorkspace.isAlive(work.text("orphan").trimmed))
    #expect(try work.answer("plan", "p")["items"]?.array?.first?["action"] == "skip")
    #expect(try work.answer("validate", "p")["valid"] == true)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a process that left its program's group ends with the run`() throws {
    let work = try StageWorkspace(
      #"""
      {"id": "make", "outputs": ["out.txt"],
       "run": ["sh", "-c",
         "setsid sh -c 'echo $$ > \"$1/orphan\"; exec sleep 600' - \"$2\" & while [ ! -s \"$2/orphan\" ]; do sleep 0.01; done; echo made > \"$1\"",
         "-", "${output}", "${workspace}"]}
      """#
    )
    let run = try work.cutroom("run", "p")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try !StageWorkspace.isAlive(work.text("orphan").trimmed))
  }

  @Test(.timeLimit(.minutes(2)))
  func `a second signal ends what ignores the first at once`() throws {
    let work = try StageWorkspace(
      #"""
      {"id": "deaf", "outputs": ["x"],
       "run": ["sh", "-c", "trap '' TERM INT; echo $$ > \"$1\"; while :; do sleep 0.05; done", "-",
               "${workspace}/deaf"]}
      """#
    )
    let run = try work.start("run", "p")
    try work.wait(for: "deaf")
    #expect(kill(run.pid, SIGINT) == 0)
    #expect(kill(run.pid, SIGINT) == 0)
    // The same signal twice before it is taken counts once, so it is sent until the engine ends.
    while try Waiting.poll([(run.pidfd.raw, .readable)], milliseconds: 20)[0].isEmpty {
      kill(run.pid, SIGINT)
    }
    #expect(try run.wait() == .exited(130))
    #expect(try !StageWorkspace.isAlive(work.text("deaf").trimmed))
    #expect(try Folder.open(work.path).folder(".cutroom/p/attempts").names().isEmpty)
  }
}
