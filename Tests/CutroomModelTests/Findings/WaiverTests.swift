import CutroomModel
import Testing

@Suite struct WaiverTests {
  private func warning(_ rule: String, _ path: String) -> Finding {
    Finding(rule: rule, severity: .warning, path: path, message: "m", hint: "h")
  }

  private let day = CalendarDate(year: 2026, month: 3, day: 1)

  @Test(arguments: [
    (nil, "assets/images/a.jpg", true),
    ("assets/images/a.jpg", "assets/images/a.jpg", true),
    ("assets/images/a.jpg", "assets/images/a.jpg#/rights", true),
    ("assets/images/a.jpg#/rights", "assets/images/a.jpg#/rights", true),
    ("assets/images/a.jpg#/rights", "assets/images/a.jpg#/file", false),
    ("assets/images/*", "assets/images/a.jpg#/rights", true),
    ("assets/*", "assets/images/a.jpg", false),
    ("assets/**", "assets/images/a.jpg", true),
    ("assets/images/*", "assets/images/a#1.jpg#/rights", true),
    ("assets/images/a#1.jpg", "assets/images/a#1.jpg", true),
    ("..", "assets/images/a.jpg", false),
  ])
  func `a waiver covers what its path names`(path: String?, found: String, isCovered: Bool) {
    let waiver = Waiver(rule: "licence-missing", path: path, reason: "ours")
    #expect(waiver.covers(warning("licence-missing", found)) == isCovered)
    #expect(!waiver.covers(warning("author-missing", found)))
  }

  @Test(arguments: [
    (nil, true), ("assets/**", true), ("timeline.json#/visuals/3", true), ("media", true),
    ("../*", false), ("/etc/passwd", false), ("", false),
  ])
  func `a path that names nothing in a project is of no use`(path: String?, isUsable: Bool) {
    #expect(Waiver(rule: "r", path: path, reason: "x").isUsable == isUsable)
  }

  @Test func `an error cannot be waived`() {
    let error = Finding(rule: "r", severity: .error, path: "p", message: "m", hint: "h")
    let (open, waived) = [Waiver(rule: "r", reason: "x")]
      .apply(to: [error], at: Instant(microseconds: 0))
    #expect(open == [error])
    #expect(waived == [])
  }

  @Test func `a waiver holds through its last day`() throws {
    let waiver = Waiver(rule: "r", reason: "x", until: day)
    let last = try #require(Instant(iso8601: "2026-03-01T23:59:59.999999Z"))
    let next = try #require(Instant(iso8601: "2026-03-02T00:00:00Z"))
    #expect(!waiver.isExpired(at: last))
    #expect(waiver.isExpired(at: next))
    let finding = warning("r", "p")
    #expect([waiver].apply(to: [finding], at: last).waived == [WaivedFinding(finding, by: waiver)])
    #expect([waiver].apply(to: [finding], at: next).open == [finding])
  }

  @Test(arguments: ["2026-3-1", "2026-02-30", "26-03-01", "2026-03-01T00:00:00Z", "+026-03-01", ""])
  func `what is no day is none`(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test func `a day is read as it is written`() {
    #expect(CalendarDate("2026-03-01") == day)
    #expect(CalendarDate(day.description) == day)
    #expect(CalendarDate(at: Instant(microseconds: -1)).description == "1969-12-31")
  }
}
