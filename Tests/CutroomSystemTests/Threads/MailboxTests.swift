import CutroomSystem
import Testing

@Suite struct MailboxTests {
  @Test func `messages come in the order they were posted`() {
    let box = Mailbox<Int>()
    for number in 0..<5000 { box.post(number) }
    #expect((0..<5000).allSatisfy { box.take() == $0 })
    #expect(box.takeIfPresent() == nil)
  }

  @Test func `a closed mailbox gives what it has, then nothing, and takes no more`() {
    let box = Mailbox<Int>()
    box.post(1)
    box.close()
    box.post(2)
    #expect(box.take() == 1)
    #expect(box.take() == nil)
    #expect(box.take(withinMilliseconds: 1000) == nil)
  }

  @Test func `waiting ends when the time is over`() {
    let start = SystemClock.real.monotonic()
    #expect(Mailbox<Int>().take(withinMilliseconds: 30) == nil)
    #expect(SystemClock.real.monotonic() - start >= 29_000_000)
  }

  @Test func `any span of time may be asked for`() {
    let box = Mailbox<Int>()
    box.post(7)
    #expect(box.take(withinMilliseconds: .max) == 7)
    #expect(box.take(withinMilliseconds: .min) == nil)
  }

  @Test func `each message is taken by exactly one of many threads`() throws {
    let box = Mailbox<Int>()
    let taken = Locked<[Int]>([])
    let threads = try (0..<4).map { _ in
      try WorkThread {
        while let number = box.take() { taken.withLock { $0.append(number) } }
      }
    }
    for number in 0..<2000 { box.post(number) }
    box.close()
    for thread in threads { thread.join() }
    #expect(taken.withLock { $0.sorted() } == Array(0..<2000))
  }
}
