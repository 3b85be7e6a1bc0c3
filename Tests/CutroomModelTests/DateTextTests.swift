import CutroomModel
import Testing

struct DateTextTests {
  @Test(arguments: [
    ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
    ("2026-03-01T09:30:00.25+01:00", "2026-03-01T08:30:00.250Z"),
    ("2026-03-01T09:30:00,000001-0530", "2026-03-01T15:00:00.000001Z"),
    ("2026-03-01T09:30:00.123456789Z", "2026-03-01T09:30:00.123456Z"),
    ("2026-03-01 09:30Z", "2026-03-01T09:30:00Z"),
    ("2026-03-01t09:30:00z", "2026-03-01T09:30:00Z"),
    ("2026-03-01T09:30:00 +0200", "2026-03-01T07:30:00Z"),
    ("20260301T093000Z", "2026-03-01T09:30:00Z"),
    ("  2026-03-01\n", "2026-03-01T00:00:00Z"),
    ("2026-03", "2026-03-01T00:00:00Z"),
    ("2026", "2026-01-01T00:00:00Z"),
    ("2024-02-29T24:00:00Z", "2024-03-01T00:00:00Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
  ])
  func `ISO 8601 is read`(text: String, expected: String) {
    #expect(DateText.parse(text)?.iso8601 == expected)
  }

  @Test(arguments: [
    ("Sun, 01 Mar 2026 09:30:00 GMT", "2026-03-01T09:30:00Z"),
    ("Sun, 01 Mar 2026 09:30:00 +0100", "2026-03-01T08:30:00Z"),
    ("Sun, 1 Mar 26 09:30 EST", "2026-03-01T14:30:00Z"),
    ("1 Mar 99 09:30 PDT", "1999-03-01T16:30:00Z"),
    ("Friday, 01-Mar-2026 09:30:00 UT", "2026-03-01T09:30:00Z"),
    ("Xyz, 01 March 2026 09:30:00 Z", "2026-03-01T09:30:00Z"),
    ("Tues, 01 Sept 2026 09:30:00 CEST", "2026-09-01T07:30:00Z"),
    ("Sun 01 Mar 2026 09:30:00 GMT+0200", "2026-03-01T07:30:00Z"),
    ("01 Mar 2026", "2026-03-01T00:00:00Z"),
    ("March 1st, 2026 9:05 pm", "2026-03-01T21:05:00Z"),
    ("Sun, 01 Mar 2026 12:00:00 am", "2026-03-01T00:00:00Z"),
    ("Sun, 01 Mar 2026 09:30:00 NOWHERE", "2026-03-01T09:30:00Z"),
    ("Sun,01 Mar 2026 09:30:00 (Berlin)", "2026-03-01T09:30:00Z"),
  ])
  func `RFC 822 is read with its bad habits`(text: String, expected: String) {
    #expect(DateText.parse(text)?.iso8601 == expected)
  }

  @Test(arguments: [
    "", " ", "yesterday", "2026-13-01", "2026-02-30", "2026-03-01T25:00:00Z", "32 Mar 2026",
    "Sun, 01 Foo 2026 09:30:00 GMT", "99999999999999999999", "2026-03-01T09:30:00+99:99",
    "01 Mar", "Mar", "---", "\u{0}", "1 Mar 2026 99:99", "2026-03-01Tgarbage",
  ])
  func `what is no date is nil`(text: String) {
    #expect(DateText.parse(text) == nil)
  }

  @Test func `days of 800 years survive the trip through text`() {
    for day in stride(from: -146_097, through: 146_097, by: 11) {
      let instant = Instant(microseconds: Int64(day) * 86_400_000_000 + 1)
      #expect(Instant(iso8601: instant.iso8601) == instant)
    }
  }

  @Test func `the ends of the range are written and not overrun`() {
    #expect(Instant(microseconds: .min).iso8601.hasPrefix("-290308-12-21"))
    #expect(Instant(microseconds: .max).iso8601.hasPrefix("294247-01-10"))
    #expect(Instant(microseconds: .max).adding(seconds: 1).microseconds == .max)
    #expect(Instant(microseconds: 0).adding(seconds: .min).microseconds == .min)
  }
}
