import CacheTrials
package import CutroomModel
import CutroomStore
package import CutroomSystem

/// One of the processes that send requests for a day, as fast as they may or with pauses.
package struct DayWorker {
  package static let account = ProviderAccount(provider: "pexels", secret: "not a real key")
  package static let sent = "sent"

  private let folder: Folder
  private let number: Int
  private let limits: [RateLimit]
  private let time: SharedTime
  private let desk: LimitDesk
  private var chance: Chance

  package init(_ folder: Folder, number: Int, seed: UInt64, isCheating: Bool) throws {
    self.folder = folder
    self.number = number
    limits =
      isCheating
      ? DayTrial.limits.map { RateLimit($0.requests * 2, per: $0.span) } : DayTrial.limits
    time = try SharedTime(folder)
    desk = LimitDesk(folder, clock: time.clock)
    chance = Chance(seed: seed)
  }

  package mutating func run() throws {
    let file = try folder.openAppending(Self.sent, mode: 0o600)
    while time.now < DayTrial.end {
      switch try desk.reserve(Self.account, limits) {
      case .go(let ticket):
        if chance.isOne(in: 12) {
          try desk.giveBack(ticket)
        } else {
          try file.writeAll(withUnsafeBytes(of: time.now.littleEndian, Array.init))
        }
        if chance.isOne(in: 40) { try desk.note(retryAfterMs: 90_000, for: Self.account) }
        if chance.isOne(in: 4) { try wait(until: time.now + Int64(chance.below(300)) * 1_000_000) }
      case .wait(let until, _), .exhausted(let until, _): try wait(until: until)
      }
    }
  }

  private func wait(until: Int64) throws {
    time[worker: number] = until
    while time.now < until, time.now < DayTrial.end { _ = try Waiting.poll([], milliseconds: 1) }
    time[worker: number] = 0
  }
}
