import CutroomSystem
import Testing

@Suite struct SideBySideTests {
  private struct Enough: Error {}

  @Test(arguments: [1, 2, 8])
  func `every result comes once`(threads: Int) throws {
    var results: [Int] = []
    let work: @Sendable (Int) -> Int = { $0 * 2 }
    try SideBySide.run(Array(0..<500), threads: threads, work: work) { results.append($0) }
    #expect(results.sorted() == (0..<500).map { $0 * 2 })
  }

  @Test func `while nothing comes, that is told`() throws {
    let gate = Mailbox<Int>()
    var waits = 0
    func wait() {
      waits += 1
      gate.post(7)
    }
    var results: [Int?] = []
    let work: @Sendable (Int) -> Int? = { _ in gate.take() }
    try SideBySide.run([1], threads: 1, work: work, waiting: wait) { results.append($0) }
    #expect(results == [7])
    #expect(waits >= 1)
  }

  @Test(arguments: [true, false])
  func `what is thrown ends the work, and nobody is at it any more`(whileWaiting: Bool) throws {
    let gate = Mailbox<Int>()
    let nothing = Mailbox<Int>()
    let begun = Locked(0)
    let busy = Locked(0)
    let work: @Sendable (Int) -> Void = { index in
      begun.withLock { $0 += 1 }
      busy.withLock { $0 += 1 }
      // Only the first two wait for whoever throws; all of the others would take two seconds.
      _ = index < 2 ? gate.take() : nothing.take(withinMilliseconds: 20)
      busy.withLock { $0 -= 1 }
    }
    func wait() throws {
      gate.close()
      if whileWaiting { throw Enough() }
    }
    #expect(throws: Enough.self) {
      try SideBySide.run(Array(0..<200), threads: 2, work: work, waiting: wait) { _ in
        throw Enough()
      }
    }
    #expect(busy.withLock { $0 } == 0)
    #expect(begun.withLock { $0 } < 200)
  }
}
