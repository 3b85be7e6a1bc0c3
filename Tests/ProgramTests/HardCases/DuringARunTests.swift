import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// What others see and do while a run is at work, and after it was killed.
@Suite struct DuringARunTests {
  // The first item is done; the second waits for the file `go`.
  private static let stages = #"""
    {"id": "slow", "foreach": {"glob": "in/*.txt"}, "pool": "one", "outputs": ["out/${item.name}"],
     "run": ["sh", "-c",
       "echo \"$1\"; cp \"$1\" \"$2\"; case \"$1\" in *b.txt) echo x > \"$3/begun\"; while [ ! -e \"$3/go\" ]; do sleep 0.01; done;; esac",
       "-", "${item.path}", "${output}", "${workspace}"]},
    {"id": "last", "inputs": ["out/*.txt"], "outputs": ["end.txt"],
     "run": ["sh", "-c", "cat out/*.txt > \"$1\"", "-", "${output}"]}
    """#

  let work: StageWorkspace
  let run: ChildProcess

  init() throws {
    work = try StageWorkspace(Self.stages)
    for name in ["a", "b"] { try work.place.write(name, to: "\(work.project)/in/\(name).txt") }
    run = try work.start("run", "p")
    try work.wait(for: "begun")
  }

  @Test(.timeLimit(.minutes(2)))
  func `looking works, takes no lock and waits for nobody`() throws {
    let looks = [
      ["status", "p"], ["status"], ["plan", "p"], ["explain", "p", "last"], ["log", "p"],
      ["log", "p", "slow"], ["graph", "p"], ["runs", "p"], ["show", "p"], ["list"],
      ["validate", "p"], ["backup", "list", "p"],
    ]
    for look in looks {
      let outcome = try BuiltProgram.cutroom(look + ["--json"], in: work.path)
      #expect(outcome.status == .exited(0), "\(look): \(outcome.output)")
      #expect(outcome.error == "", "\(look)")
    }
    let status = try work.answer("status", "p")
    #expect(status["state"] == "running")
    #expect(status["lock"]?["pid"]?.integer == Int64(run.pid))
    #expect(try work.answer("runs", "p")["runs"]?.array?.first?["outcome"] == "running")
    try work.place.write("", to: "go")
    #expect(try run.wait() == .exited(0))
    #expect(try work.text("\(work.project)/end.txt") == "ab")
  }

  @Test(.timeLimit(.minutes(2)))
  func `a second run that will not wait ends with 5 and says who is at work`() throws {
    let second = try work.cutroom("run", "p", "--no-wait")
    #expect(second.status == .exited(5))
    #expect(second.error.contains("process \(run.pid)"))
    let patient = try work.cutroom("run", "p", "--lock-timeout", "50ms")
    #expect(patient.status == .exited(5))
    try work.place.write("", to: "go")
    #expect(try run.wait() == .exited(0))
  }

  @Test(.timeLimit(.minutes(2)))
  func `an input that is edited while its item runs makes the item stale at once`() throws {
    try work.place.write("new", to: "\(work.project)/in/b.txt")
    try work.place.write("", to: "go")
    #expect(try run.wait() == .exited(0))
    #expect(try work.text("\(work.project)/out/b.txt") == "b")
    let pending = try #require(try work.answer("plan", "p")["items"]?.array)
      .filter { $0["action"] != "skip" }
    #expect(pending.first?["item"] == "in/b.txt")
    #expect(pending.first?["reasons"]?.array?.first?["cause"] == "input-changed")
    #expect(try work.cutroom("run", "p").status == .exited(0))
    #expect(try work.text("\(work.project)/end.txt") == "anew")
  }

  @Test(.timeLimit(.minutes(2)))
  func `a run that was killed is never shown as running`() throws {
    run.signal(SIGKILL)
    _ = try run.wait()
    #expect(try work.answer("runs", "p")["runs"]?.array?.first?["outcome"] == "crashed")
    #expect(try work.answer("show", "p")["lastRun"]?["outcome"] == "crashed")
    for _ in 0..<2 {
      let status = try work.answer("status", "p")
      #expect(status["state"] == "partial")
      #expect(status["lock"] == .null)
      #expect(status["stages"]?.array?.allSatisfy { $0["running"] == 0 } == true)
    }
    try work.place.write("", to: "go")
    let resumed = try work.answer("resume", "p")
    #expect(resumed["outcome"] == "done")
    #expect(resumed["ran"] == 2)
  }
}
