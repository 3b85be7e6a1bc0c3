import CutroomModel
import Testing

struct HeaderTests {
  @Test(
    arguments: [
      ("0", 0), ("120", 120_000), (" 7 ", 7000), ("99999999999999999999", RetryAfter.longest),
      ("Sun, 01 Mar 2026 09:30:10 GMT", 10_000), ("Sunday, 01-Mar-26 09:30:10 GMT", 10_000),
      ("Sun Mar  1 09:30:10 2026", 10_000), ("Sun, 01 Mar 2026 09:29:00 GMT", 0), ("soon", nil),
      ("-5", nil), ("", nil), ("1.5", nil),
    ] as [(String, Int64?)]
  )
  func `a server says in seconds or by a date when to come again`(
    value: String,
    milliseconds: Int64?
  ) throws {
    let now = try #require(Instant(iso8601: "2026-03-01T09:30:00Z"))
    #expect(RetryAfter.milliseconds(value, now: now) == milliseconds)
  }

  @Test func `a time in milliseconds goes before one in seconds`() {
    func wait(_ headers: [String: String]) -> Int64? {
      WebReply(status: 429, headers: headers).retryAfterMs(now: Instant(microseconds: 0))
    }
    #expect(wait(["retry-after-ms": "250.2", "retry-after": "1"]) == 251)
    #expect(wait(["retry-after-ms": "soon", "retry-after": "1"]) == 1000)
    #expect(wait(["retry-after-ms": "-5"]) == 0)
    #expect(wait(["retry-after-ms": "1e300"]) == RetryAfter.longest)
    #expect(wait(["retry-after-ms": "nan"]) == nil)
    #expect(wait([:]) == nil)
  }

  @Test(arguments: [
    "bytes 5-9", "bytes 9-5/10", "bytes 5-10/10", "items 5-9/10", "bytes x-9/10", "",
  ])
  func `nonsense is no range`(text: String) { #expect(ContentRange(text) == nil) }

  @Test func `a range tells its bytes and the whole`() {
    #expect(ContentRange("bytes 5-9/10")?.bytes == 5...9)
    #expect(ContentRange("bytes 5-9/10")?.total == 10)
    #expect(ContentRange("bytes 5-9/*")?.total == nil)
    #expect(ContentRange("Bytes */10")?.total == 10)
    #expect(ContentRange("bytes */10")?.bytes == nil)
  }

  @Test func `a mark names a file by what tells it from another`() throws {
    let mark = DownloadMark(source: .zero, boot: 7)
    let date = "Sun, 01 Mar 2026 09:30:00 GMT"
    let headers = ["etag": "\"a\"", "last-modified": date, "date": date, "content-length": "5"]
    let full = mark.noting(headers)
    #expect(full.validator == "\"a\"" && full.total == 5)
    #expect(DownloadMark(bytes: full.bytes) == full)
    // A file that changed in this second may change again in it.
    let fresh = mark.noting(headers.filter { $0.key != "etag" })
    #expect(fresh.validator == nil)
    var old = fresh
    old.date = "Sun, 01 Mar 2026 09:31:00 GMT"
    #expect(old.validator == date)
    let packed = mark.noting(headers.merging(["content-encoding": "gzip"]) { $1 })
    #expect(packed == mark && packed.validator == nil)
    #expect(DownloadMark(bytes: Array(full.bytes.dropLast(3))) == nil)
  }
}
