import CutroomPipeline
import CutroomSystem
import Testing

@Suite struct ChildRunTests {
  private func run(
    _ script: String,
    timeout: Int64? = nil,
    stall: Int64? = nil,
    cancellation: Cancellation? = nil,
    killSwitch: Cancellation? = nil,
    grace: Int64 = 10_000,
    output: ([UInt8]) -> Void = { _ in }
  ) throws -> ChildRun.End {
    try ChildRun(
      program: "/bin/sh",
      arguments: ["sh", "-c", script],
      environment: ["PATH=/usr/bin:/bin"],
      folder: Folder.open("/tmp"),
      timeoutMilliseconds: timeout,
      stallMilliseconds: stall,
      cancellation: cancellation ?? Cancellation(),
      killSwitch: killSwitch ?? Cancellation(),
      graceMilliseconds: grace
    ).run(output)
  }

  @Test func `what a program says and how it ends is told`() throws {
    var said: [UInt8] = []
    #expect(try run("echo out; echo err >&2; exit 3") { said += $0 } == .exited(3))
    #expect(String(decoding: said, as: UTF8.self) == "out\nerr\n")
    #expect(try run("kill -11 $$") == .signalled(11))
  }

  @Test func `a program that says much loses nothing`() throws {
    var count = 0
    #expect(try run("head -c 5000000 /dev/zero") { count += $0.count } == .exited(0))
    #expect(count == 5_000_000)
  }

  @Test func `standard input is empty`() throws {
    #expect(try run("read line && exit 1; exit 0") == .exited(0))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program that takes too long is stopped`() throws {
    #expect(try run("sleep 600", timeout: 100) == .timedOut(milliseconds: 100))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program that says nothing for too long is stopped, one that talks is not`() throws {
    #expect(try run("echo; sleep 600", stall: 200) == .stalled(milliseconds: 200))
    let talker = "for i in 1 2 3 4 5 6 7 8; do echo; sleep 0.1; done"
    #expect(try run(talker, stall: 600) == .exited(0))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program that will not end when asked is killed after the grace`() throws {
    let start = SystemClock.real.monotonic()
    let end = try run("trap '' TERM; while :; do sleep 1; done", timeout: 100, grace: 200)
    #expect(end == .timedOut(milliseconds: 100))
    #expect(SystemClock.real.monotonic() - start >= 300_000_000)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program may end in peace within the grace`() throws {
    var said: [UInt8] = []
    let script = "trap 'echo bye; exit 0' TERM; echo ready; while :; do :; done"
    let end = try run(script, timeout: 500) { said += $0 }
    #expect(end == .timedOut(milliseconds: 500))
    #expect(String(decoding: said, as: UTF8.self) == "ready\nbye\n")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a cancelled run ends, and the kill switch does not wait for the grace`() throws {
    let cancellation = try Cancellation()
    let killSwitch = try Cancellation()
    let end = try run(
      "trap '' TERM; echo ready; while :; do sleep 1; done",
      cancellation: cancellation,
      killSwitch: killSwitch,
      grace: 600_000
    ) { _ in
      cancellation.cancel()
      killSwitch.cancel()
    }
    #expect(end == .cancelled)
  }

  @Test(.timeLimit(.minutes(1)))
  func `what a program leaves behind in its group goes with it`() throws {
    let pipe = try Pipe()
    // The one left behind holds the pipe; were it alive, reading would not come to an end.
    var said: [UInt8] = []
    #expect(try run("sleep 600 & echo $!") { said += $0 } == .exited(0))
    _ = pipe
    let pid = String(decoding: said, as: UTF8.self).split(separator: "\n").first ?? ""
    while let file = try? Folder.open("/proc").openFile("\(pid)/stat"),
      let bytes = try? file.readAll(limit: 4096),
      !String(decoding: bytes, as: UTF8.self).contains(") Z")
    {
      _ = try Waiting.poll([], milliseconds: 5)
    }
  }

  /// Takes output more slowly than it comes, so that there always is more.
  private func takeSlowly(_ bytes: [UInt8]) { _ = try? Waiting.poll([], milliseconds: 1) }

  @Test(.timeLimit(.minutes(1)))
  func `a program that talks without end is stopped in time`() throws {
    let end = try run("yes & exec yes", timeout: 300, output: takeSlowly)
    #expect(end == .timedOut(milliseconds: 300))
  }

  @Test(.timeLimit(.minutes(1)))
  func `one that talks on when asked to end is killed after the grace`() throws {
    let end = try run("trap '' TERM; yes & exec yes", timeout: 100, grace: 200, output: takeSlowly)
    #expect(end == .timedOut(milliseconds: 100))
  }

  @Test(.timeLimit(.minutes(1)))
  func `what talks on after its leader has ended does not hold up the end`() throws {
    #expect(try run("yes & exit 3", output: takeSlowly) == .exited(3))
  }

  @Test func `a program that is not there is an error, not an end`() throws {
    let run = ChildRun(
      program: "/no/such/program",
      arguments: ["x"],
      environment: [],
      folder: try Folder.open("/tmp"),
      cancellation: try Cancellation(),
      killSwitch: try Cancellation()
    )
    #expect(throws: SystemError.self) { try run.run { _ in } }
  }
}
