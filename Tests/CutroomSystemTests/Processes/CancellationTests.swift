import CutroomSystem
import Testing

@Suite struct CancellationTests {
  @Test func `whoever waits is told, as often as he asks`() throws {
    let cancellation = try Cancellation()
    let told = Locked(0)
    let waiting = try (0..<3).map { _ in
      try WorkThread {
        if cancellation.wait(withinMilliseconds: 60_000) { told.withLock { $0 += 1 } }
      }
    }
    cancellation.cancel()
    for thread in waiting { thread.join() }
    #expect(told.withLock { $0 } == 3)
    #expect(cancellation.wait(withinMilliseconds: 0))
    #expect(cancellation.wait(withinMilliseconds: 60_000))
  }

  @Test func `who waits in vain is let go when the time is over`() throws {
    let cancellation = try Cancellation()
    let start = SuspendingClock.now
    #expect(!cancellation.wait(withinMilliseconds: 20))
    #expect(.now - start >= .milliseconds(20))
  }
}
