import CutroomModel
import FeedReader
import Glibc
import Testing

struct HostileFeedTests {
  @Test func `an external entity is refused by name and line`() {
    let text = """
      <?xml version="1.0"?>
      <!DOCTYPE rss [
      <!ENTITY xxe SYSTEM "file:///etc/passwd">
      ]>
      <rss><channel><title>&xxe;</title></channel></rss>
      """
    #expect(throws: FeedError.hostileEntity(name: "xxe", line: 3)) { try parse(text) }
  }

  @Test func `a billion laughs are refused before the first`() {
    let levels = (1...9).map { level in
      let inner = String(repeating: "&lol\(level - 1);", count: 10)
      return "<!ENTITY lol\(level) \"\(inner)\">"
    }
    let text =
      "<!DOCTYPE rss [<!ENTITY lol0 \"lol\">" + levels.joined(separator: "\n")
      + "]><rss><channel><title>&lol9;</title></channel></rss>"
    #expect(throws: FeedError.hostileEntity(name: "lol1", line: 1)) { try parse(text) }
  }

  @Test func `a declared entity of plain text is not put in`() throws {
    let big = String(repeating: "x", count: 100_000)
    let feed = try parse(
      "<!DOCTYPE rss [<!ENTITY big \"\(big)\">]><rss><channel><title>a"
        + String(repeating: "&big;", count: 5000) + "b</title></channel></rss>"
    )
    #expect(feed.title == "ab")
    #expect(feed.warnings.contains { $0.message.contains("big") })
  }

  @Test func `a document type that names a DTD loads nothing and does no harm`() throws {
    let feed = try parse(
      """
      <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
        "file:///etc/passwd"><rss><channel><title>T</title></channel></rss>
      """
    )
    #expect(feed.title == "T")
  }

  @Test func `a parameter entity from elsewhere is not fetched`() throws {
    let feed = try parse(
      """
      <!DOCTYPE rdf:RDF [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN"
        "file:///etc/passwd"> %HTMLlat1; ]>
      <rss><channel><title>T&eacute;</title></channel></rss>
      """
    )
    #expect(feed.title == "Té")
  }

  @Test func `attribute defaults from a DTD do not multiply`() throws {
    let big = String(repeating: "x", count: 100_000)
    let feed = try parse(
      "<!DOCTYPE rss [<!ATTLIST item a CDATA \"\(big)\">]><rss><channel>"
        + String(repeating: "<item/>", count: 20_000) + "</channel></rss>"
    )
    #expect(feed.entries.count == 5000)
  }

  @Test func `what is nested without end is refused`() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(throws: FeedError.tooDeep(limit: 100, line: 1)) { try parse("<rss>" + deep) }
    let json =
      #"{"version":"https://jsonfeed.org/version/1","items":"#
      + String(repeating: "[", count: 100_000)
    #expect(throws: FeedError.self) { try parse(json) }
  }

  @Test func `deep HTML inside an entry is cut and takes no time`() throws {
    let deep =
      String(repeating: "<div>", count: 200_000) + String(repeating: "</b>", count: 200_000)
    let text = "<rss><channel><item><description><![CDATA[first \(deep) last]]></description>"
    let started = ownTime()
    let feed = try parse(text + "</item></channel></rss>")
    #expect(feed.entries.first?.summary == "first")
    #expect(ownTime() - started < .seconds(10))
  }

  @Test func `too many elements or bytes are refused`() {
    var limits = FeedLimits()
    limits.elements = 10
    limits.bytes = 1000
    #expect(throws: FeedError.tooMany(limit: 10, line: 1)) {
      let text = "<rss>" + String(repeating: "<a/>", count: 20) + "</rss>"
      return try FeedParser.parse(Array(text.utf8), limits: limits)
    }
    #expect(throws: FeedError.tooLarge(limit: 1000)) {
      try FeedParser.parse([UInt8](repeating: 32, count: 1001), limits: limits)
    }
  }

  @Test(arguments: [
    ("<!DOCTYPE html>\n<html><body>Hi</body></html>", FeedError.webPage(line: 1, column: 1)),
    ("\n\n  <HTML><p>Hi", .webPage(line: 3, column: 3)),
    ("<?xml version='1.0'?>\n<!-- x -->\n<html xmlns='x'/>", .webPage(line: 3, column: 1)),
    ("", .empty),
    (" \n", .empty),
    ("hello", .notAFeed(found: "text", line: 1, column: 1)),
    ("<svg/>", .notAFeed(found: "XML that starts with <svg>", line: 1, column: 1)),
    ("{}", .notAFeed(found: "JSON that is not a JSON Feed", line: 1, column: 1)),
    ("<rss/>", .notAFeed(found: "RSS without a channel", line: 1, column: 1)),
    ("<?xml version='1.0'?>", .notAFeed(found: "an empty document", line: 1, column: 22)),
  ])
  func `what is no feed is said plainly`(text: String, error: FeedError) {
    #expect(throws: error) { try parse(text) }
  }

  @Test func `malformed text names its line and column`() {
    #expect {
      try parse("{\"version\": \"https://jsonfeed.org/version/1\",\n \"items\": [}")
    } throws: { error in
      guard case .malformed(_, let line, let column)? = error as? FeedError else { return false }
      return line == 2 && column == 12
    }
    #expect {
      try parse("<\n=")
    } throws: { error in
      guard case .malformed? = error as? FeedError else { return false }
      return true
    }
  }

  @Test func `a feed cut anywhere is read as far as it goes or refused, never worse`() throws {
    let whole = Array(
      """
      <?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0">
      <channel><title>Tä &eacute; &amp; &#x41;</title><item><title><![CDATA[x <b>y</b>]]></title>
      <description>&lt;p class="a&amp;b"&gt;Hi</description></item></channel></rss>
      """.utf8
    )
    for end in whole.indices {
      let feed = try? FeedParser.parse(Array(whole[..<end]))
      #expect((feed?.entries.count ?? 0) <= 1)
    }
  }

  @Test func `a feed that ends early keeps its finished entries`() throws {
    let feed = try parse(
      "<rss><channel><title>T</title><item><title>A</title></item><item><title>B and th"
    )
    #expect(feed.entries.map(\.title) == ["A"])
    #expect(feed.warnings.contains { $0.message.contains("Premature end") })
    #expect(throws: FeedError.self) { try parse("<rss><channel><title>T</title><item>") }
  }

  @Test func `bytes changed at random never crash the reader`() {
    var random = SmallRandom(state: 20_260_301)
    let samples = [
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='xhtml'><div>a</div></title>"
        + "<link href='x'/><updated>2026-03-01T00:00:00Z</updated></entry></feed>",
      #"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_html":"<p>a"}]}"#,
      "<!DOCTYPE x [<!ENTITY a '&b;'><!ENTITY % p 'q'>%p;]><rss><channel><item>&a;</item>",
    ]
    for _ in 0..<3000 {
      var bytes = Array(samples[Int(random.next() % 3)].utf8)
      for _ in 0...(random.next() % 6) {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = try? FeedParser.parse(bytes)
      _ = try? HTMLText.plain(bytes)
    }
  }
}

/// Numbers that are the same in every run.
private struct SmallRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}

/// Processor time of this thread: what else the machine is busy with counts for nothing.
private func ownTime() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
