import CutroomModel
import LimitTrials
import Testing

/// The short form of what `faults/limits` does at length.
@Suite struct LimitTrialTests {
  static let limits = [
    [RateLimit(1, per: .second)], [RateLimit(3, per: .minute), RateLimit(40, per: .hour)],
    [RateLimit(200, per: .hour)], [RateLimit(7, per: .second), RateLimit(500, per: .day)],
  ]

  @Test(arguments: limits)
  func `no window holds too many requests, and nobody waits without need`(
    limits: [RateLimit]
  ) throws {
    for seed: UInt64 in 1...3 {
      var trial = BookTrial(seed: seed, limits: limits)
      try trial.run(1500)
      #expect(trial.sends > 100 && trial.waits > 100)
    }
  }

  @Test func `a book that allows twice as much is found out`() {
    var trial = BookTrial(seed: 1, limits: Self.limits[2], isCheating: true)
    #expect(throws: BookTrial.Wrong.self) { try trial.run(1500) }
  }

  @Test func `four processes keep every limit for a day, some of them killed`() throws {
    var trial = try DayTrial(program: LimitFaults.program, seed: 1)
    let result = try trial.run(kills: 12)
    #expect(result.failures == [] && result.kills == 12)
    // All that the limits leave, but for what kills and pauses cost.
    #expect(result.sent > 280)
  }

  @Test func `processes that keep other limits are found out`() throws {
    var trial = try DayTrial(program: LimitFaults.program, seed: 2, isCheating: true)
    #expect(try !trial.run(kills: 0).failures.isEmpty)
  }
}
