import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct LimitDeskTests {
  let rig: LimitRig
  let hourly = [RateLimit(2, per: .hour)]

  init() throws { rig = try LimitRig() }

  @Test func `what one desk counts is counted for all, in a private file without the key`() throws {
    for _ in 0..<2 { #expect(rig.isGo(try rig.desk().reserve(rig.account, hourly))) }
    #expect(!rig.isGo(try rig.desk().reserve(rig.account, hourly)))
    #expect(try rig.folder.facts(RateLimitBook.name)?.mode == 0o600)
    let key = try #require(rig.account.key)
    #expect(key.utf8.count == 16)
    let text = try rig.text()
    #expect(text.contains(key) && !text.contains("not a real key"))
    let other = ProviderAccount(provider: "pexels", secret: "another")
    #expect(rig.isGo(try rig.desk().reserve(other, hourly)))
  }

  @Test func `threads that share a desk get what there is, and no more`() throws {
    let (desk, account) = (rig.desk(), rig.account)
    let granted = Locked(0)
    let threads = try (0..<8).map { _ in
      try WorkThread {
        for _ in 0..<5 {
          guard case .go? = try? desk.reserve(account, [RateLimit(17, per: .day)]) else { continue }
          granted.withLock { $0 += 1 }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(granted.withLock { $0 } == 17)
  }

  @Test func `without limits nothing is written, and what the service asked for is kept`() throws {
    let desk = rig.desk()
    for _ in 0..<1000 { #expect(rig.isGo(try desk.reserve(rig.account, []))) }
    #expect(try rig.folder.names() == [])
    try rig.desk().note(retryAfterMs: 60_000, for: rig.account)
    #expect(!rig.isGo(try desk.reserve(rig.account, [])))
    let before = try rig.folder.facts(RateLimitBook.name)
    rig.letPass(seconds: 60)
    #expect(rig.isGo(try desk.reserve(rig.account, [])))
    #expect(try rig.folder.facts(RateLimitBook.name) == before)
  }

  @Test func `a request that was not sent is given back`() throws {
    let desk = rig.desk()
    guard case .go = try desk.reserve(rig.account, hourly),
      case .go(let ticket) = try desk.reserve(rig.account, hourly)
    else { return #expect(Bool(false), "refused") }
    rig.letPass(seconds: 5)
    try rig.desk().giveBack(ticket)
    #expect(rig.isGo(try desk.reserve(rig.account, hourly)))
    #expect(!rig.isGo(try desk.reserve(rig.account, hourly)))
  }

  @Test(arguments: ["", "{", "[]", "\u{0}\u{0}\u{0}\u{0}"])
  func `a damaged file is put aside, and every allowance is used up`(text: String) throws {
    _ = try rig.desk().reserve(rig.account, hourly)
    try rig.write(text)
    guard case .wait(let until, .lost) = try rig.desk().reserve(rig.account, hourly) else {
      return #expect(Bool(false), "no wait")
    }
    #expect(until == rig.now + RateLimit.Span.hour.reach)
    let aside = try rig.folder.names().filter { $0.contains(".corrupt-") }
    #expect(aside == ["rate-limits.json.corrupt-\(rig.now / 1000)"])
    #expect(try rig.folder.openFile(aside[0]).readAll(limit: 100) == Array(text.utf8))
    #expect(try rig.desk().survey().loss == LimitLoss(at: rig.now, keptAs: aside[0]))
    rig.letPass(seconds: 3602)
    #expect(rig.isGo(try rig.desk().reserve(rig.account, hourly)))
  }

  @Test func `a file of a later version is left alone`() throws {
    _ = try rig.desk().reserve(rig.account, hourly)
    let text = try rig.text().replacing("\"version\": \"1.0\"", with: "\"version\": \"2.0\"")
    try rig.write(text)
    #expect {
      try rig.desk().reserve(rig.account, hourly)
    } throws: {
      if case StoreError.newer(_, "2.0", "1.0") = $0 { true } else { false }
    }
    #expect(try rig.text() == text)
  }

  @Test func `who waits gets a turn as soon as there is one`() throws {
    let desk = rig.desk()
    let limits = [RateLimit(1, per: .minute)]
    _ = try desk.take(rig.account, limits)
    let begin = rig.now
    var heard: [String] = []
    _ = try desk.take(rig.account, limits) { heard.append("\(Instant(microseconds: $0)): \($1)") }
    let late = rig.now - begin - RateLimit.Span.minute.reach
    #expect((0...1000).contains(late))
    #expect(heard.count == 1)
    #expect(heard.first?.hasSuffix("Z: 1 request per minute may be sent") == true, "\(heard)")
    #expect(heard.first?.contains(".") == false, "\(heard)")
  }

  @Test func `a wait beyond the patience, and a month that is used up, are rate limits`() throws {
    let desk = rig.desk()
    _ = try desk.take(rig.account, [RateLimit(1, per: .hour), RateLimit(9, per: .month)])
    let begin = rig.now
    #expect {
      try desk.take(rig.account, [RateLimit(1, per: .hour)])
    } throws: {
      let fault = $0 as? ProviderFault
      let milliseconds = RateLimit.Span.hour.reach / 1000
      return fault?.code == .rateLimit && fault?.retryAfterMs == milliseconds
        && fault?.message.contains("1 request per hour may be sent, the next at 2027-01-15T")
          == true
    }
    #expect {
      try desk.take(rig.account, [RateLimit(1, per: .month)])
    } throws: {
      ($0 as? ProviderFault)?.message.contains(
        "per month may be sent, the next at 2027-02-01T00:00:00Z"
      ) == true
    }
    #expect(rig.now == begin)
  }

  @Test func `waiting for room uses up no patience, and one wait gives a place up once`() throws {
    let desk = rig.desk()
    let limits = [RateLimit(1, per: .minute)]
    _ = try desk.take(rig.account, limits)
    var asides = 0
    func aside(_ wait: () throws -> Void) throws {
      try wait()
      asides += 1
      guard asides == 1 else { return }
      // There is no room for long, and then somebody else was quicker.
      rig.letPass(seconds: 100)
      #expect(rig.isGo(try rig.desk().reserve(rig.account, limits)))
    }
    _ = try desk.take(rig.account, limits, patience: 150_000, aside: aside)
    #expect(asides == 2)
  }

  @Test func `a wait ends when what was counted is forgotten`() throws {
    let other = rig.desk()
    let desk = rig.desk { #expect((try? other.forget("pexels")) != nil) }
    let limits = [RateLimit(1, per: .minute)]
    _ = try desk.take(rig.account, limits)
    let begin = rig.now
    _ = try desk.take(rig.account, limits)
    #expect(rig.now - begin < 2_000_000)
  }

  @Test func `a fault says why in the words of its cause`() throws {
    try rig.desk().note(retryAfterMs: 600_000, for: rig.account)
    let time = Instant(microseconds: rig.now + 600_000_000)
    let fault = #expect(throws: ProviderFault.self) { try rig.desk().take(rig.account, []) }
    #expect(fault?.message == "pexels: \(LimitCause.service), the next at \(time)")
  }

  @Test func `who is cancelled while waiting stops at once`() throws {
    let cancellation = try Cancellation()
    let limits = [RateLimit(1, per: .minute)]
    let desk = LimitDesk(rig.folder)
    _ = try desk.take(rig.account, limits)
    let thread = try WorkThread {
      _ = try? Waiting.poll([], milliseconds: 30)
      cancellation.cancel()
    }
    #expect { try desk.take(rig.account, limits, cancellation: cancellation) } throws: {
      ($0 as? ProviderFault)?.code == .cancelled
    }
    thread.join()
  }

  @Test func `a survey tells what is left, and changes nothing`() throws {
    let desk = rig.desk()
    #expect(try desk.survey().accounts.isEmpty)
    let limits = [RateLimit(2, per: .hour), RateLimit(9, per: .month)]
    _ = try desk.reserve(rig.account, limits)
    let facts = try rig.folder.facts(RateLimitBook.name)
    let status = try #require(try rig.desk().survey().accounts.first)
    #expect(status.allowances.map(\.left) == [1, 8] && status.requests == 1)
    #expect(status.allowances[0].moreAt == rig.now + RateLimit.Span.hour.reach)
    #expect(try rig.folder.facts(RateLimitBook.name) == facts)
    #expect(try desk.forget("pexels") == 1)
    #expect(try desk.survey().accounts.isEmpty)
  }

  @Test func `what a killed process was writing goes`() throws {
    let name = FileWriter.temporaryName()
    try rig.folder.createFile(name, mode: 0o600).writeAll([1])
    _ = try rig.desk().reserve(rig.account, hourly)
    #expect(try rig.folder.facts(name) == nil)
  }
}
