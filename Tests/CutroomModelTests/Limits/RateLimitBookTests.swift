import CutroomModel
import Testing

@Suite struct RateLimitBookTests {
  let account = ProviderAccount(provider: "pexels", key: "0123456789abcdef")

  func moment(_ text: String, since: Int64 = 0, boot: UInt64 = 1) throws -> LimitMoment {
    let wall = try #require(Instant(iso8601: text)).microseconds
    return LimitMoment(wall: wall, sinceStart: since * 1_000_000, boot: boot)
  }

  @Test func `a month begins in UTC, also after a leap day`() throws {
    var book = RateLimitBook()
    let limits = [RateLimit(2, per: .month)]
    let evening = try moment("2028-02-29T23:59:58Z", since: 1)
    #expect(book.reserve(account, limits, at: evening) == .go)
    #expect(book.reserve(account, limits, at: evening) == .go)
    let march = try moment("2028-03-01T00:00:00Z", since: 3)
    #expect(
      book.reserve(account, limits, at: evening)
        == .exhausted(until: march.wall, RateLimit(2, per: .month))
    )
    #expect(book.reserve(account, limits, at: march) == .go)
    let year = try moment("2028-12-31T23:59:59Z", since: 1_000_000_000)
    #expect(year.month.end.iso8601 == "2029-01-01T00:00:00Z")
  }

  @Test func `a clock that is set over a month's end takes the count along`() throws {
    var book = RateLimitBook()
    let limits = [RateLimit(1, per: .month)]
    #expect(book.reserve(account, limits, at: try moment("2026-11-10T00:00:00Z", since: 1)) == .go)
    // Forward by mistake, and back again.
    let wrong = try moment("2026-12-10T00:00:00Z", since: 2)
    #expect(book.reserve(account, limits, at: wrong) != .go)
    #expect(book.reserve(account, limits, at: try moment("2026-11-10T00:00:02Z", since: 3)) != .go)
    // What passes by itself is another month.
    let later = try moment("2026-12-10T00:00:02Z", since: 3 + 30 * 86_400)
    #expect(book.reserve(account, limits, at: later) == .go)
  }

  @Test func `a clock that is set neither opens a window nor makes anybody wait longer`() throws {
    var book = RateLimitBook()
    let limits = [RateLimit(1, per: .hour)]
    #expect(book.reserve(account, limits, at: try moment("2026-11-10T12:00:00Z", since: 0)) == .go)
    for text in ["2026-11-11T12:00:00Z", "2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z"] {
      let now = try moment(text, since: 600)
      let end = now.wall + RateLimit.Span.hour.reach - 600_000_000
      #expect(book.reserve(account, limits, at: now) == .wait(until: end, .limit(limits[0])))
    }
  }

  @Test func `a machine that starts with its clock far behind waits for a span and no longer`()
    throws
  {
    var book = RateLimitBook()
    let limits = [RateLimit(1, per: .hour)]
    #expect(book.reserve(account, limits, at: try moment("2026-11-10T12:00:00Z", since: 9)) == .go)
    let now = try moment("1970-01-01T00:00:10Z", since: 10, boot: 2)
    let end = now.wall + RateLimit.Span.hour.reach
    #expect(book.reserve(account, limits, at: now) == .wait(until: end, .limit(limits[0])))
  }

  @Test func `the longest of all waits counts, and Retry-After is one`() throws {
    var book = RateLimitBook()
    let limits = [RateLimit(1, per: .second), RateLimit(1, per: .minute)]
    let now = try moment("2026-11-10T12:00:00Z")
    #expect(book.reserve(account, limits, at: now) == .go)
    let minute = now.wall + RateLimit.Span.minute.reach
    #expect(book.reserve(account, limits, at: now) == .wait(until: minute, .limit(limits[1])))
    book.hold(account, milliseconds: 100_000, at: now)
    book.hold(account, milliseconds: 5, at: now)
    let until = now.wall + 100_000_000
    #expect(book.reserve(account, limits, at: now) == .wait(until: until, .service))
    book.hold(account, milliseconds: .max, at: now)
    let year = now.wall + 366 * 86_400_000_000
    #expect(book.reserve(account, limits, at: now) == .wait(until: year, .service))
  }

  @Test func `after a loss every allowance counts as used up`() throws {
    let then = try moment("2026-11-10T12:00:00Z")
    var book = RateLimitBook(lost: LimitLoss(at: then.wall, keptAs: "x"), at: then)
    let now = try moment("2026-11-10T12:30:00Z", since: 1800)
    let limits = [RateLimit(200, per: .hour), RateLimit(9, per: .month)]
    let end = then.wall + RateLimit.Span.hour.reach
    #expect(book.reserve(account, limits, at: now) == .wait(until: end, .lost(limits[0])))
    let survey = book.survey([(account, limits)], at: now)
    #expect(survey.accounts.first?.allowances.map(\.left) == [0, 9])
    #expect(survey.loss == LimitLoss(at: then.wall, keptAs: "x"))
    let later = try moment("2026-11-10T13:00:03Z", since: 3603)
    #expect(book.reserve(account, limits, at: later) == .go)
    #expect(book.survey([], at: later).loss?.at == then.wall)
  }

  @Test func `what a later version wrote stays`() throws {
    var book = RateLimitBook()
    _ = book.reserve(account, [RateLimit(9, per: .day)], at: try moment("2026-11-10T12:00:00Z"))
    var json = book.json
    json["version"] = "1.7"
    json["colour"] = "red"
    var accounts = try #require(json["accounts"]?.array)
    accounts[0]["mood"] = "good"
    json["accounts"] = .array(accounts)
    #expect(try RateLimitBook(json: json).json == json)
    json["version"] = "2.0"
    #expect(throws: RateLimitBook.Misreading.newer("2.0")) { try RateLimitBook(json: json) }
  }

  @Test(arguments: [
    "{}", #"{"kind": "rate-limits", "version": "1.0"}"#,
    #"""
    {"kind": "rate-limits", "version": "1.0", "accounts": [],
     "clock": {"at": "yesterday", "boot": "1", "sinceStartUs": 0}}
    """#,
    #"""
    {"kind": "rate-limits", "version": "1.0",
     "clock": {"at": "2026-11-10T12:00:00Z", "boot": "1", "sinceStartUs": 0},
     "accounts": [{"provider": "p", "key": null, "limits": {}, "sent": {"hour":
       {"2026-11-10T12:00:00Z": -4}}, "months": {}}]}
    """#,
  ])
  func `what no book says is damage`(text: String) throws {
    let json = try JSONReader.read(Array(text.utf8))
    #expect(throws: RateLimitBook.Misreading.self) { try RateLimitBook(json: json) }
  }

  @Test func `a limit of nothing allows nothing`() throws {
    var book = RateLimitBook()
    let now = try moment("2026-11-10T12:00:00Z")
    guard case .exhausted = book.reserve(account, [RateLimit(0, per: .day)], at: now) else {
      return #expect(Bool(false), "something was allowed")
    }
  }
}
