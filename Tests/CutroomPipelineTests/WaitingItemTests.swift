import CutroomModel
import CutroomPipeline
import Testing

/// Items that only wait for a turn, and what goes on meanwhile.
@Suite struct WaitingItemTests {
  typealias Action = RunMachine.Action

  private func run(_ stages: [String], room: Int, keepsGoing: Bool = false) -> RunMachine {
    let steps = stages.map { stage in
      RunMachine.Step(
        stage: stage,
        number: 0,
        upstream: [],
        pool: "net",
        retries: 0,
        isSelected: true
      )
    }
    var run = RunMachine(steps: steps, pools: ["net": room], keepsGoing: keepsGoing)
    _ = run.begin()
    return run
  }

  private func items(_ count: Int, in line: String) -> [RunMachine.Item] {
    (0..<count).map { number in
      RunMachine.Item(
        id: "\(line)-\(number)",
        verdict: .stale([]),
        inputs: [],
        outputs: [ProjectPath("out/\(line)-\(number)")].compactMap(\.self),
        line: line
      )
    }
  }

  @Test func `who only waits makes room for another line, and comes back before who is new`() {
    var run = run(["narration", "media"], room: 2)
    #expect(
      run.handle(.expanded(step: 0, items(3, in: "voice"))) == [
        .start(step: 0, item: 0, attempt: 1), .start(step: 0, item: 1, attempt: 1),
      ]
    )
    #expect(run.handle(.expanded(step: 1, items(3, in: "photos"))) == [])
    // The third line of the voice would wait as well.
    let first = run.handle(.steppedAside(step: 0, item: 0))
    #expect(first == [.start(step: 1, item: 0, attempt: 1)])
    let second = run.handle(.steppedAside(step: 0, item: 1))
    #expect(second == [.start(step: 1, item: 1, attempt: 1)])
    #expect(run.handle(.waited(step: 0, item: 0)) == [])
    #expect(run.handle(.committed(step: 1, item: 0)) == [.goOn(step: 0, item: 0)])
    #expect(
      run.handle(.committed(step: 1, item: 1)) == [.start(step: 1, item: 2, attempt: 1)]
    )
    #expect(run.handle(.committed(step: 0, item: 0)) == [])
    #expect(run.handle(.waited(step: 0, item: 1)) == [.goOn(step: 0, item: 1)])
    #expect(
      run.handle(.committed(step: 1, item: 2)) == [.start(step: 0, item: 2, attempt: 1)]
    )
    #expect(run.handle(.committed(step: 0, item: 1)) == [])
    #expect(run.handle(.committed(step: 0, item: 2)) == [.finish(.done)])
  }

  @Test func `the end of an attempt that still waits is the end of it`() {
    var run = run(["narration"], room: 1, keepsGoing: true)
    _ = run.handle(.expanded(step: 0, items(2, in: "voice")))
    #expect(run.handle(.steppedAside(step: 0, item: 0)) == [])
    let failure = ItemFailure(code: "timeout", message: "too slow", isRetryable: false)
    #expect(
      run.handle(.failed(step: 0, item: 0, failure)) == [.start(step: 0, item: 1, attempt: 1)]
    )
    #expect(run.handle(.waited(step: 0, item: 0)) == [])
    #expect(run.handle(.committed(step: 0, item: 1)) == [.finish(.failed)])
  }

  @Test func `a run that stops waits for who waits`() {
    var run = run(["narration"], room: 1)
    _ = run.handle(.expanded(step: 0, items(2, in: "voice")))
    #expect(run.handle(.steppedAside(step: 0, item: 0)) == [])
    #expect(run.handle(.interrupted) == [.cancel])
    let failure = ItemFailure(code: ItemFailure.cancelled, message: "stopped", isRetryable: false)
    #expect(run.handle(.failed(step: 0, item: 0, failure)) == [.finish(.interrupted)])
  }

  @Test func `after a failure who waits still comes back`() {
    var run = run(["narration", "media"], room: 1)
    _ = run.handle(.expanded(step: 0, items(1, in: "voice")))
    _ = run.handle(.expanded(step: 1, items(2, in: "photos")))
    #expect(
      run.handle(.steppedAside(step: 0, item: 0)) == [.start(step: 1, item: 0, attempt: 1)]
    )
    #expect(run.handle(.waited(step: 0, item: 0)) == [])
    let failure = ItemFailure(code: "bad-answer", message: "bad", isRetryable: false)
    #expect(run.handle(.failed(step: 1, item: 0, failure)) == [.goOn(step: 0, item: 0)])
    #expect(run.handle(.committed(step: 0, item: 0)) == [.finish(.failed)])
  }

  @Test(arguments: 0..<20)
  func `whoever waits and comes back, a pool is never fuller than it may be`(seed: Int) {
    let (room, count) = (3, 40)
    var run = run(["a", "b", "c"], room: room)
    var working: [[Int]] = []
    var (aside, returning) = ([[Int]](), [[Int]]())
    var (fullest, ends) = (0, 0)
    var outcome: RunOutcome?
    var chance = UInt64(seed)
    func draw(_ bound: Int) -> Int {
      chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(chance >> 33) % bound
    }
    func note(_ actions: [Action]) {
      for action in actions {
        switch action {
        case .start(let step, let item, _): working.append([step, item])
        case .goOn(let step, let item):
          returning.removeAll { $0 == [step, item] }
          working.append([step, item])
        case .finish(let end): outcome = end
        default: Issue.record("\(action)")
        }
      }
      fullest = max(fullest, working.count)
    }
    for (step, line) in ["x", "y", "x"].enumerated() {
      note(run.handle(.expanded(step: step, items(count, in: line))))
    }
    while outcome == nil, ends <= 3 * count {
      let isFree = working.isEmpty || !aside.isEmpty && draw(3) == 0
      if isFree, !aside.isEmpty {
        let place = aside.remove(at: draw(aside.count))
        returning.append(place)
        note(run.handle(.waited(step: place[0], item: place[1])))
      } else if !working.isEmpty {
        let place = working.remove(at: draw(working.count))
        if draw(2) == 0 {
          aside.append(place)
          note(run.handle(.steppedAside(step: place[0], item: place[1])))
        } else {
          ends += 1
          note(run.handle(.committed(step: place[0], item: place[1])))
        }
      } else {
        Issue.record("nobody works and nobody waits: \(returning)")
        break
      }
      // Two lines, each of which began no more than there was room for.
      #expect(aside.count + returning.count <= 2 * room)
    }
    #expect(outcome == .done)
    #expect(ends == 3 * count)
    #expect(fullest == room)
  }
}
