import CacheTrials
package import CutroomModel

/// Random requests at random times, by clocks that are set at random, against a list of every request.
package struct BookTrial {
  package struct Wrong: Error, CustomStringConvertible {
    package let description: String
  }

  private let limits: [RateLimit]
  private let account = ProviderAccount(provider: "pexels", key: "0123456789abcdef")
  private var chance: Chance
  private var book = RateLimitBook()
  private var referee = SendReferee()
  private var granted: [(at: Int64, moment: LimitMoment)] = []
  /// True microseconds, what the wall clock shows beyond them, and when the machine started.
  private var time: Int64 = 1_800_000_000_000_000
  private var ahead: Int64 = 0
  private var start: Int64 = 1_799_000_000_000_000
  private var boot: UInt64 = 1
  /// Until when a wait may be longer than needed: the machine was off, for how long nobody knows.
  private var doubtfulUntil: Int64 = 0
  private var notBefore: Int64 = 0
  package private(set) var waits = 0
  package var sends: Int { referee.sent.count }
  /// Counts twice as many as allowed, to show that the trial would tell.
  private let isCheating: Bool

  package init(seed: UInt64, limits: [RateLimit], isCheating: Bool = false) {
    chance = Chance(seed: seed)
    self.limits = limits
    self.isCheating = isCheating
  }

  /// Throws `Wrong` at the first request too many, or refused without need.
  package mutating func run(_ steps: Int) throws {
    for _ in 0..<steps {
      // From microseconds to hours.
      time += Int64(chance.below(1 << (4 + chance.below(30))))
      switch chance.below(100) {
      case 0: setClock(by: Int64(chance.below(200_000) - 100_000) * 1_000_000)
      case 1: setClock(by: Int64(chance.below(2_000_000)) - 1_000_000)
      case 2: restart()
      case 3..<6: try readBack()
      case 6..<12: giveBack()
      case 12: hold()
      default: for _ in 0...chance.below(6) { try ask() }
      }
    }
  }

  private var now: LimitMoment {
    LimitMoment(wall: time + ahead, sinceStart: time - start, boot: boot)
  }

  private mutating func ask() throws {
    let asked = isCheating ? limits.map { RateLimit($0.requests * 2, per: $0.span) } : limits
    switch book.reserve(account, asked, at: now) {
    case .go:
      if time < notBefore { throw Wrong(description: "sent before Retry-After") }
      referee.add(time)
      granted.append((time, now))
      for limit in limits {
        guard let seconds = limit.span.seconds else { continue }
        let count = referee.count(within: seconds * 1_000_000, of: time)
        if count > limit.requests {
          throw Wrong(description: "\(count) in a \(limit.span), which allows \(limit.requests)")
        }
      }
    case .wait(let until, let cause):
      waits += 1
      try judge(until, cause)
    case .exhausted: throw Wrong(description: "no limit was by the month")
    }
  }

  /// A wait must be needed, save for the slack that is stated, and must end when it said.
  private func judge(_ until: Int64, _ cause: LimitCause) throws {
    if time < doubtfulUntil { return }
    let left = until - now.wall
    if case .limit(let limit) = cause {
      let window = limit.span.reach + limit.span.grain
      guard referee.count(within: window, of: time) >= limit.requests else {
        throw Wrong(description: "a wait for \(limit) that is not needed")
      }
    } else if time >= notBefore {
      throw Wrong(description: "a wait for the service that is not needed")
    }
    var later = book
    let end = LimitMoment(wall: until, sinceStart: now.sinceStart + left, boot: boot)
    guard later.reserve(account, limits, at: end) == .go else {
      throw Wrong(description: "a wait that does not end when it said")
    }
  }

  /// The machine is off for a while; its clock may be set back meanwhile.
  private mutating func restart() {
    book.bring(to: now)
    time += Int64(chance.below(3_000_000)) * 1000
    start = time
    boot += 1
    granted = []
    if chance.isOne(in: 2) { setClock(by: -Int64(chance.below(100_000)) * 1_000_000) }
  }

  /// Before the first look after a start, nobody knows how long the machine was off: a clock that is set
  /// back then makes waits longer, and one that is set forward would be believed.
  private mutating func setClock(by microseconds: Int64) {
    let isUnseen = book.moment.map { $0.boot != boot } ?? false
    if isUnseen, microseconds > 0 { return }
    if isUnseen { doubtfulUntil = time + 2 * RateLimit.Span.day.reach }
    ahead += microseconds
  }

  private mutating func readBack() throws {
    guard book.moment != nil else { return }
    let bytes = JSONWriter.document(book.json)
    let read = try RateLimitBook(json: JSONReader.read(bytes))
    if read != book { throw Wrong(description: "another book is read than was written") }
    book = read
  }

  private mutating func giveBack() {
    guard !granted.isEmpty else { return }
    let last = granted.remove(at: granted.count - 1 - chance.below(min(20, granted.count)))
    book.giveBack(account, countedAt: last.moment, at: now)
    referee.remove(last.at)
  }

  private mutating func hold() {
    let milliseconds = Int64(chance.below(100_000))
    book.hold(account, milliseconds: milliseconds, at: now)
    notBefore = max(notBefore, time + milliseconds * 1000)
  }
}
