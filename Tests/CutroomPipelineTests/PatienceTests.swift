import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomPipeline

/// Time that this process could not see does not count against anybody.
@Suite struct PatienceTests {
  @Test func `time spent stopped counts as one pause`() {
    var time = WakingTime(now: 5000)
    time.look(at: 5400)
    #expect(time.elapsed == 400)
    time.look(at: 65_400)
    #expect(time.elapsed <= 400 + 2000)
    let before = time.elapsed
    time.look(at: 65_500)
    #expect(time.elapsed == before + 100)
  }

  @Test func `a clock that goes back takes nothing away`() {
    var time = WakingTime(now: 5000)
    time.look(at: 5300)
    time.look(at: 1000)
    time.look(at: 1200)
    #expect(time.elapsed == 500)
  }

  @Test func `a rest counts for nothing, and its end is a sign of life`() {
    var patience = Patience(timeout: 10_000, stall: 2000, now: 0)
    patience.look(at: 1000)
    patience.rest(at: 1900)
    for second in 2...60 {
      patience.look(at: Int64(second) * 1000)
      #expect(patience.end == nil)
      #expect(patience.pause == WakingTime.longestPause)
    }
    patience.goOn(at: 61_000)
    patience.look(at: 62_900)
    #expect(patience.end == nil)
    #expect(patience.pause == 100)
    patience.look(at: 63_000)
    #expect(patience.end == .stalled(milliseconds: 2000))
  }

  @Test func `a rest gives back nothing of what was used up before`() {
    var patience = Patience(timeout: 1500, stall: nil, now: 0)
    patience.rest(at: 1000)
    patience.goOn(at: 61_000)
    #expect(patience.pause == 500)
    patience.look(at: 61_500)
    #expect(patience.end == .timedOut(milliseconds: 1500))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program is not called silent for the time that the engine was stopped`() throws {
    // The clock leaps a minute ahead while the program is at work.
    let leap = Locked<Int64>(0)
    let clock = SystemClock(
      now: SystemClock.real.now,
      monotonic: { SystemClock.real.monotonic() + leap.withLock { $0 } }
    )
    let end = try ChildRun(
      program: "/bin/sh",
      arguments: ["sh", "-c", "echo one; sleep 0.3; echo two"],
      environment: ["PATH=/usr/bin:/bin"],
      folder: Folder.open("/tmp"),
      timeoutMilliseconds: 30_000,
      stallMilliseconds: 10_000,
      cancellation: Cancellation(),
      killSwitch: Cancellation(),
      clock: clock
    ).run { _ in leap.withLock { $0 += 60_000_000_000 } }
    #expect(end == .exited(0))
  }
}

/// Built-in stages keep to their limits too.
@Suite struct BuiltinLimitTests {
  /// Makes one file after some work of the test's own.
  private struct Maker: StageStep {
    let work: @Sendable (Workbench) throws -> Void
    let reads: [PathPattern] = []
    let writes: [PathPattern] = [PathPattern("made.txt")].compactMap(\.self)

    func items(_ scope: StageScope) throws -> [ItemSpec] {
      let output = try #require(ProjectPath("made.txt"))
      return [ItemSpec(id: "main", inputs: [], outputs: [output])]
    }

    func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
      try work(bench)
      try bench.create(item.outputs[0]).writeAll(Array("made".utf8))
      return ItemResult(outputs: item.outputs)
    }
  }

  private func failure(_ limit: String, _ value: String, pauses: [Int64]) throws -> ItemFailure? {
    let sleeper = Maker { bench in
      for pause in pauses {
        let wanted = [(bench.cancellation.descriptor, Waiting.Events.readable)]
        _ = try Waiting.poll(wanted, milliseconds: pause)
        try bench.checkCancelled()
        bench.log("still here")
      }
    }
    let stage = BuiltinStage(name: "sleeper", parameters: [], steps: [sleeper])
    let fixture = try EngineFixture(
      ["stages": [["id": "s", "uses": "sleeper", limit: .string(value)]]],
      builtins: ["sleeper": stage]
    )
    return try fixture.run().failures.first?.failure
  }

  @Test(.timeLimit(.minutes(1)))
  func `one that takes too long is stopped`() throws {
    let failure = try failure("timeout", "100ms", pauses: [60_000])
    #expect(failure?.code == "timeout")
    #expect(failure?.isRetryable == true)
  }

  @Test(.timeLimit(.minutes(1)))
  func `one that is silent for too long is stopped, one that is not goes on`() throws {
    #expect(try failure("stallTimeout", "200ms", pauses: [20, 60_000])?.code == "stalled")
    #expect(try failure("stallTimeout", "800ms", pauses: [300, 300, 300, 300]) == nil)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["timeout", "stallTimeout"])
  func `what only waits is held against nobody`(limit: String) throws {
    let time = Locked<Int64>(0)
    let clock = SystemClock(now: SystemClock.real.now, monotonic: { time.withLock { $0 } })
    // Waits for something for a minute of a clock that nothing else moves.
    let waiter = Maker { bench in
      try bench.aside {
        time.withLock { $0 += 60_000_000_000 }
        // A watch that counts this looks at the clock meanwhile.
        _ = bench.cancellation.wait(withinMilliseconds: 300)
      }
      try bench.checkCancelled()
    }
    let stage = BuiltinStage(name: "waiter", parameters: [], steps: [waiter])
    let fixture = try EngineFixture(
      ["stages": [["id": "s", "uses": "waiter", limit: "50ms"]]],
      builtins: ["waiter": stage],
      clock: clock
    )
    let summary = try fixture.run()
    #expect(summary.failures.map(\.failure.code) == [])
    #expect(summary.ran == 1)
  }

  @Test func `limits that are not reached change nothing`() throws {
    #expect(try failure("timeout", "1h", pauses: [1]) == nil)
  }
}
