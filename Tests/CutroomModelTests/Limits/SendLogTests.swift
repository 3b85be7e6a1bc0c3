import CutroomModel
import Testing

@Suite struct SendLogTests {
  @Test func `up to 64 requests are kept each with its time`() {
    var log = SendLog(.hour)
    for number in 0..<64 { log.add(at: Int64(number) * 1000) }
    #expect(log.groups.count == 64 && log.count == 64)
    #expect(log.opening(under: 64) == RateLimit.Span.hour.reach)
    #expect(log.opening(under: 60) == RateLimit.Span.hour.reach + 4000)
    #expect(log.opening(under: 65) == nil)
  }

  @Test func `many requests are kept in few groups, each under the time of its latest`() {
    var log = SendLog(.day)
    let step: Int64 = 86_400_000_000 / 2000
    var now: Int64 = 0
    for _ in 0..<5000 {
      now += step
      log.move(by: 0, now: now)
      log.add(at: now)
    }
    #expect(log.groups.count < 200 && log.groups.count > 64)
    // All of a whole span, and what is kept longer than it must.
    let least = RateLimit.Span.day.reach / step
    #expect((least...(least + RateLimit.Span.day.grain / step + 1)).contains(log.count))
  }

  @Test func `a request that is given back leaves its own group`() {
    var log = SendLog(.minute)
    for time in [10, 20, 30] { log.add(at: Int64(time)) }
    log.remove(at: 20, now: 40)
    #expect(log.groups.map(\.at) == [10, 30])
    log.remove(at: 31, now: 40)
    #expect(log.count == 2)
    // One that counts no more is no reason to take back another.
    log.remove(at: 9, now: 9 + RateLimit.Span.minute.reach)
    #expect(log.count == 2)
  }

  @Test func `no time lies beyond the clock, and requests of one time are one group`() {
    var log = SendLog(.minute)
    for time in [10, 20, 30] { log.add(at: Int64(time)) }
    log.move(by: 1000, now: 1020)
    #expect(log.groups.map(\.at) == [1010, 1020] && log.groups.map(\.count) == [1, 2])
  }

  @Test func `groups out of order or beyond any number are none`() {
    #expect(SendLog(.day, groups: [.init(at: 2, count: 1), .init(at: 1, count: 1)]) == nil)
    #expect(SendLog(.day, groups: [.init(at: 1, count: 0)]) == nil)
    #expect(SendLog(.day, groups: [.init(at: 1, count: .max)]) == nil)
  }
}
