import CutroomModel
import CutroomPipeline
import Testing

/// The rules of a run, without a file, a thread or a clock.
@Suite struct RunMachineTests {
  typealias Action = RunMachine.Action

  private func step(
    _ stage: String,
    after upstream: [Int] = [],
    number: Int = 0,
    pool: String = "cpu",
    retries: Int = 0,
    isSelected: Bool = true,
    needs: Set<String> = []
  ) -> RunMachine.Step {
    RunMachine.Step(
      stage: stage,
      number: number,
      upstream: upstream,
      pool: pool,
      retries: retries,
      isSelected: isSelected,
      needs: needs
    )
  }

  private func item(
    _ id: String,
    _ verdict: Verdict = .stale([]),
    inputs: [String] = [],
    outputs: [String]? = nil
  ) -> RunMachine.Item {
    RunMachine.Item(
      id: id,
      verdict: verdict,
      inputs: inputs.compactMap { ProjectPath($0) },
      outputs: (outputs ?? ["out/\(id)"]).compactMap { ProjectPath($0) }
    )
  }

  private func failure(_ code: String = "exit-1", isRetryable: Bool = false) -> ItemFailure {
    ItemFailure(code: code, message: code, isRetryable: isRetryable)
  }

  @Test func `a pool bounds what is in work, first come first served`() {
    var run = RunMachine(steps: [step("a")], pools: ["cpu": 2], keepsGoing: false)
    #expect(run.begin() == [.expand(step: 0)])
    #expect(
      run.handle(.expanded(step: 0, (0..<4).map { item("\($0)") })) == [
        .start(step: 0, item: 0, attempt: 1), .start(step: 0, item: 1, attempt: 1),
      ]
    )
    #expect(run.handle(.committed(step: 0, item: 1)) == [.start(step: 0, item: 2, attempt: 1)])
    #expect(run.handle(.committed(step: 0, item: 0)) == [.start(step: 0, item: 3, attempt: 1)])
    #expect(run.handle(.committed(step: 0, item: 2)) == [])
    #expect(run.handle(.committed(step: 0, item: 3)) == [.finish(.done)])
  }

  @Test func `pools do not wait for each other, and an unknown one has room for one`() {
    let steps = [step("a"), step("b", pool: "net"), step("c", pool: "gpu")]
    var run = RunMachine(steps: steps, pools: ["cpu": 1, "net": 1], keepsGoing: false)
    #expect(run.begin().count == 3)
    for place in 0..<3 {
      let actions = run.handle(.expanded(step: place, [item("x\(place)"), item("y\(place)")]))
      #expect(actions == [.start(step: place, item: 0, attempt: 1)])
    }
  }

  @Test func `a pool of no size does not hang the run`() {
    var run = RunMachine(steps: [step("a")], pools: ["cpu": 0], keepsGoing: false)
    _ = run.begin()
    #expect(run.handle(.expanded(step: 0, [item("x")])) == [.start(step: 0, item: 0, attempt: 1)])
  }

  @Test func `a step is expanded once all it needs is settled`() {
    let steps = [step("a"), step("b"), step("c", after: [0, 1])]
    var run = RunMachine(steps: steps, pools: ["cpu": 4], keepsGoing: false)
    #expect(run.begin() == [.expand(step: 0), .expand(step: 1)])
    #expect(run.handle(.expanded(step: 0, [item("x", .fresh)])) == [])
    #expect(run.handle(.expanded(step: 1, [item("y")])) == [.start(step: 1, item: 0, attempt: 1)])
    #expect(run.handle(.committed(step: 1, item: 0)) == [.expand(step: 2)])
    #expect(run.handle(.expanded(step: 2, [])) == [.finish(.done)])
  }

  @Test func `what is fresh or not selected is not started`() {
    let steps = [step("a"), step("b", isSelected: false)]
    var run = RunMachine(steps: steps, pools: ["cpu": 2], keepsGoing: false)
    _ = run.begin()
    #expect(run.handle(.expanded(step: 0, [item("x", .fresh)])) == [])
    #expect(run.handle(.expanded(step: 1, [item("y")])) == [.finish(.done)])
  }

  @Test func `retries wait twice as long each time, and end`() {
    var run = RunMachine(steps: [step("a", retries: 2)], pools: ["cpu": 1], keepsGoing: false)
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, [item("x"), item("y")]))
    let bad = failure("timeout", isRetryable: true)
    #expect(
      run.handle(.failed(step: 0, item: 0, bad)) == [
        .retryLater(step: 0, item: 0, milliseconds: 500), .start(step: 0, item: 1, attempt: 1),
      ]
    )
    #expect(run.handle(.retryDue(step: 0, item: 0)) == [])
    #expect(run.handle(.committed(step: 0, item: 1)) == [.start(step: 0, item: 0, attempt: 2)])
    #expect(
      run.handle(.failed(step: 0, item: 0, bad)) == [
        .retryLater(step: 0, item: 0, milliseconds: 1000)
      ]
    )
    #expect(run.handle(.retryDue(step: 0, item: 0)) == [.start(step: 0, item: 0, attempt: 3)])
    #expect(run.handle(.failed(step: 0, item: 0, bad)) == [.finish(.failed)])
    #expect(run.failures.map(\.0.item) == ["x"])
  }

  @Test func `the wait between retries has an end`() {
    var run = RunMachine(steps: [step("a", retries: 100)], pools: ["cpu": 1], keepsGoing: false)
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, [item("x")]))
    var last: Int64 = 0
    for _ in 0..<100 {
      let actions = run.handle(.failed(step: 0, item: 0, failure(isRetryable: true)))
      guard case .retryLater(_, _, let wait)? = actions.first else { break }
      last = wait
      _ = run.handle(.retryDue(step: 0, item: 0))
    }
    #expect(last == 60_000)
  }

  @Test func `what no retry can help is not tried again`() {
    var run = RunMachine(steps: [step("a", retries: 5)], pools: ["cpu": 1], keepsGoing: false)
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, [item("x")]))
    #expect(run.handle(.failed(step: 0, item: 0, failure())) == [.finish(.failed)])
  }

  @Test func `the first failure stops what has not begun and lets the rest end`() {
    var run = RunMachine(
      steps: [step("a"), step("b", after: [0])],
      pools: ["cpu": 2],
      keepsGoing: false
    )
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, (0..<5).map { item("\($0)") }))
    #expect(run.handle(.failed(step: 0, item: 0, failure())) == [])
    #expect(run.handle(.committed(step: 0, item: 1)) == [.finish(.failed)])
  }

  @Test func `keeping going does everything but what needs the failed item`() {
    let steps = [step("a"), step("b", after: [0])]
    var run = RunMachine(steps: steps, pools: ["cpu": 2], keepsGoing: true)
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, [item("x"), item("y")]))
    _ = run.handle(.failed(step: 0, item: 0, failure()))
    #expect(run.handle(.committed(step: 0, item: 1)) == [.expand(step: 1)])
    let actions = run.handle(
      .expanded(
        step: 1,
        [
          item("bx", inputs: ["out/x"], outputs: ["end/x"]),
          item("by", inputs: ["out/y"], outputs: ["end/y"]),
        ]
      )
    )
    #expect(actions == [.start(step: 1, item: 1, attempt: 1)])
    #expect(run.handle(.committed(step: 1, item: 1)) == [.finish(.failed)])
    #expect(run.blocked.map { "\($0.key) by \($0.by)" } == ["b/bx by a/x"])
  }

  @Test func `blocking goes down the whole chain`() {
    let steps = [step("a"), step("b", after: [0]), step("c", after: [1])]
    var run = RunMachine(steps: steps, pools: ["cpu": 2], keepsGoing: true)
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, [item("x")]))
    #expect(run.handle(.failed(step: 0, item: 0, failure())) == [.expand(step: 1)])
    let second = item("bx", inputs: ["out/x"], outputs: ["mid/x"])
    #expect(run.handle(.expanded(step: 1, [second])) == [.expand(step: 2)])
    let third = item("cx", inputs: ["mid/x"], outputs: ["end/x"])
    #expect(run.handle(.expanded(step: 2, [third])) == [.finish(.failed)])
    #expect(run.blocked.map(\.by) == ["a/x", "b/bx"])
  }

  @Test func `an item of a later step with unknown outputs holds up what needs its stage`() {
    let steps = [step("a"), step("a", after: [0], number: 1), step("b", after: [1])]
    var run = RunMachine(steps: steps, pools: ["cpu": 2], keepsGoing: true)
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, [item("first", .fresh)]))
    _ = run.handle(.expanded(step: 1, [item("second", outputs: [])]))
    #expect(run.handle(.failed(step: 1, item: 0, failure())) == [.expand(step: 2)])
    #expect(run.handle(.expanded(step: 2, [item("b")])) == [.finish(.failed)])
    #expect(run.blocked.map(\.by) == ["a/second"])
  }

  @Test func `a hand-edited output is used, a missing decision holds up`() {
    let steps = [step("a"), step("b", after: [0])]
    var run = RunMachine(steps: steps, pools: ["cpu": 2], keepsGoing: false)
    _ = run.begin()
    let edited = item("e", .awaiting([StaleReason(.editedByHand)]))
    let undecided = item("d", .awaiting([StaleReason(.decisionNeeded)]))
    #expect(run.handle(.expanded(step: 0, [edited, undecided])) == [.expand(step: 1)])
    let actions = run.handle(
      .expanded(
        step: 1,
        [
          item("be", inputs: ["out/e"], outputs: ["1"]),
          item("bd", inputs: ["out/d"], outputs: ["2"]),
        ]
      )
    )
    #expect(actions == [.start(step: 1, item: 0, attempt: 1)])
    #expect(run.handle(.committed(step: 1, item: 0)) == [.finish(.awaiting)])
    #expect(run.blocked.map(\.key.item) == ["bd"])
  }

  @Test func `a stage whose items cannot be known is blocked by what is missing`() {
    var run = RunMachine(steps: [step("a"), step("b", after: [0])], pools: [:], keepsGoing: false)
    _ = run.begin()
    #expect(run.handle(.waits(step: 0, path: "topics/selected.json")) == [.expand(step: 1)])
    #expect(run.handle(.expanded(step: 1, [item("x")])) == [.finish(.failed)])
    #expect(
      run.blocked.map { "\($0.key) by \($0.by)" } == ["a/* by topics/selected.json", "b/x by a/*"]
    )
  }

  @Test func `an interruption stops what runs and starts nothing more`() {
    var run = RunMachine(steps: [step("a", retries: 3)], pools: ["cpu": 2], keepsGoing: true)
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, (0..<4).map { item("\($0)") }))
    #expect(run.handle(.interrupted) == [.cancel])
    #expect(run.handle(.failed(step: 0, item: 0, failure("cancelled", isRetryable: true))) == [])
    #expect(run.handle(.interrupted) == [.kill])
    #expect(run.handle(.interrupted) == [.kill])
    #expect(run.handle(.committed(step: 0, item: 1)) == [.finish(.interrupted)])
  }

  @Test func `an interruption with nothing in work ends the run`() {
    var run = RunMachine(steps: [step("a", retries: 1)], pools: ["cpu": 1], keepsGoing: false)
    _ = run.begin()
    _ = run.handle(.expanded(step: 0, [item("x")]))
    _ = run.handle(.failed(step: 0, item: 0, failure(isRetryable: true)))
    #expect(run.handle(.interrupted) == [.cancel, .finish(.interrupted)])
    #expect(run.handle(.retryDue(step: 0, item: 0)) == [])
  }

  @Test func `a stage that cannot say its items fails the run`() {
    var run = RunMachine(steps: [step("a"), step("b", after: [0])], pools: [:], keepsGoing: true)
    _ = run.begin()
    #expect(run.handle(.faulted(step: 0, failure("same-id"))) == [.expand(step: 1)])
    #expect(run.handle(.expanded(step: 1, [item("x")])) == [.finish(.failed)])
    #expect(run.blocked.map(\.by) == ["a"])
  }

  @Test func `a stage that the run leaves alone fails and holds up nothing`() {
    let steps = [step("a", isSelected: false), step("b", after: [0], needs: ["a"])]
    for event: RunMachine.Event in [
      .faulted(step: 0, failure("input-malformed")), .waits(step: 0, path: "list.json"),
    ] {
      var run = RunMachine(steps: steps, pools: [:], keepsGoing: false)
      _ = run.begin()
      #expect(run.handle(event) == [.expand(step: 1)])
      #expect(
        run.handle(.expanded(step: 1, [item("x")])) == [.start(step: 1, item: 0, attempt: 1)]
      )
      #expect(run.handle(.committed(step: 1, item: 0)) == [.finish(.done)])
      #expect(run.failures.isEmpty)
      #expect(run.blocked.isEmpty)
    }
  }

  @Test func `what needs a stage whole waits for its decisions too`() {
    let steps = [step("a"), step("b", after: [0], needs: ["a"])]
    var run = RunMachine(steps: steps, pools: [:], keepsGoing: false)
    _ = run.begin()
    let choice = item("choice", .awaiting([StaleReason(.decisionNeeded, input: "which")]))
    #expect(run.handle(.expanded(step: 0, [choice])) == [.expand(step: 1)])
    #expect(run.handle(.expanded(step: 1, [item("x")])) == [.finish(.awaiting)])
    #expect(run.blocked.map(\.by) == ["a/choice"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `ten thousand items take ten thousand starts`() {
    var run = RunMachine(steps: [step("a")], pools: ["cpu": 8], keepsGoing: true)
    _ = run.begin()
    var queue = run.handle(.expanded(step: 0, (0..<10_000).map { item("\($0)") }))
    var started = 0
    var outcome: RunOutcome?
    while !queue.isEmpty {
      let action = queue.removeFirst()
      switch action {
      case .start(_, let item, _):
        started += 1
        queue += run.handle(.committed(step: 0, item: item))
      case .finish(let end): outcome = end
      default: Issue.record("\(action)")
      }
    }
    #expect(started == 10_000)
    #expect(outcome == .done)
  }
}
