import CutroomSystem
import Testing

@Suite struct OrderedWorkTests {
  @Test(arguments: [1, 2, 8])
  func `results come in order, whoever is done first`(threads: Int) {
    var results: [Int] = []
    OrderedWork(threads: threads, ahead: 3).run(count: 500) { index in
      // The first of each ten takes longest.
      (0..<(index % 10 == 0 ? 20_000 : 1)).reduce(index) { $0 ^ $1 ^ $1 }
    } each: { result in
      results.append(result)
      return true
    }
    #expect(results == Array(0..<500))
  }

  @Test func `no more is done than may wait`() {
    let ahead = 5
    let delivered = Locked(0)
    let furthest = Locked(0)
    let work: @Sendable (Int) -> Int = { index in
      let lead = index - delivered.withLock { $0 }
      furthest.withLock { $0 = max($0, lead) }
      return index
    }
    OrderedWork(threads: 4, ahead: ahead).run(count: 300, work) { _ in
      delivered.withLock { $0 += 1 }
      return true
    }
    #expect(delivered.withLock { $0 } == 300)
    #expect(furthest.withLock { $0 } <= ahead)
  }

  @Test func `whoever has enough ends the work early`() {
    let done = Locked(0)
    let work: @Sendable (Int) -> Int = { index in
      done.withLock { $0 += 1 }
      return index
    }
    var results: [Int] = []
    OrderedWork(threads: 2, ahead: 4).run(count: 10_000, work) { result in
      results.append(result)
      return results.count < 10
    }
    #expect(results == Array(0..<10))
    #expect(done.withLock { $0 } <= 10 + 4)
  }

  @Test func `nothing to do is done at once`() {
    let work: @Sendable (Int) -> Int = { $0 }
    OrderedWork(threads: 2).run(count: 0, work) { _ in
      Issue.record("a result of nothing")
      return true
    }
  }
}
