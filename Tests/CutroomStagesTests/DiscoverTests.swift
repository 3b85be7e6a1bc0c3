import CutroomModel
import CutroomPipeline
import Testing

struct DiscoverTests {
  private let rig: StageRig
  private let discover: BuiltinStage
  private let feeds: JSONValue = ["feeds": ["feeds/*.xml"]]

  init() throws {
    rig = try StageRig()
    discover = try rig.stage("discover")
  }

  private func rss(_ titles: [String], source: String = "News") -> String {
    let items = titles.enumerated().map { index, title in
      """
      <item><title>\(title)</title><link>https://news.example.org/\(title.filter(\.isLetter))</link>
      <pubDate>Sat, 18 Jul 2026 1\(index):00:00 +0000</pubDate>
      <description>&lt;p&gt;\(title) in the garden.&lt;/p&gt; \(title)!</description></item>
      """
    }
    return """
      <?xml version="1.0"?><rss version="2.0"><channel><title>\(source)</title>
      <link>https://news.example.org/</link><language>en</language>
      \(items.joined())</channel></rss>
      """
  }

  private func topics() throws -> DiscoveredTopics {
    try rig.document(DiscoveredTopics.self, "topics/discovered.json")
  }

  @Test func `every feed of a glob is read, and read once`() throws {
    try rig.write("feeds/a.xml", rss(["Dunes walk", "Storms sing"]))
    try rig.write("feeds/b.xml", rss(["Bees dance"], source: "Garden"))
    try rig.run(discover, feeds)
    let found = try topics()
    #expect(found.topics.count == 3)
    #expect(found.topics.allSatisfy { ProjectID.isValid($0.id) })
    #expect(found.topics.allSatisfy { !$0.content.contains("<p>") })
    #expect(found.faults.isEmpty)
    #expect(try rig.stale(discover, feeds) == [])
  }

  @Test func `a broken feed is a fault and the others go on`() throws {
    try rig.write("feeds/a.xml", rss(["Dunes walk"]))
    try rig.write("feeds/b.xml", "<!DOCTYPE html><html><body>404</body></html>")
    let outcome = try rig.run(discover, feeds)
    #expect(try topics().topics.count == 1)
    #expect(try topics().faults.map(\.feed) == ["feeds/b.xml"])
    #expect(outcome.decisions.map(\.code) == ["feed-unreadable"])
  }

  @Test func `no feed that can be read fails the stage and names each`() throws {
    try rig.write("feeds/b.xml", "<rss><channel>")
    let fault = #expect(throws: ItemFault.self) {
      try rig.run(discover, ["feeds": ["feeds/*.xml", "feeds/gone.xml"]])
    }
    #expect(fault?.code == "no-feed")
    #expect(fault?.message.contains("feeds/b.xml") == true)
    #expect(fault?.message.contains("feeds/gone.xml") == true)
  }

  @Test func `a feed without entries makes an empty document`() throws {
    try rig.write("feeds/a.xml", rss([]))
    try rig.run(discover, feeds)
    #expect(try topics().topics.isEmpty)
  }

  @Test func `the limit keeps the best`() throws {
    try rig.write("feeds/a.xml", rss(["Dunes walk", "Storms sing", "Bees dance"]))
    try rig.run(discover, ["feeds": ["feeds/a.xml"], "limit": 1])
    #expect(try topics().topics.map(\.title) == ["Bees dance"])
  }

  @Test func `a feed that comes, changes or goes makes the stage stale`() throws {
    try rig.write("feeds/a.xml", rss(["Dunes walk"]))
    try rig.run(discover, feeds)
    try rig.write("feeds/b.xml", rss(["Bees dance"]))
    #expect(try rig.run(discover, feeds).ran == ["discovered"])
    try rig.write("feeds/b.xml", rss(["Bees dance", "Storms sing"]))
    #expect(try rig.run(discover, feeds).ran == ["discovered"])
    #expect(try topics().topics.count == 3)
  }

  @Test func `a list of feeds leads to its files, whose changes show`() throws {
    try rig.write(
      "feeds/all.opml",
      """
      <?xml version="1.0"?><opml version="2.0"><body>
      <outline type="rss" text="A" xmlUrl="sub/a.xml"/></body></opml>
      """
    )
    try rig.write("feeds/sub/a.xml", rss(["Dunes walk"]))
    let list: JSONValue = ["feeds": ["feeds/all.opml"]]
    try rig.run(discover, list)
    #expect(try topics().topics.map(\.title) == ["Dunes walk"])
    #expect(try rig.stale(discover, list) == [])
    try rig.write("feeds/sub/a.xml", rss(["Dunes run"]))
    #expect(try rig.stale(discover, list) == ["discovered"])
  }

  @Test func `an address of another kind is refused by name`() throws {
    let fault = #expect(throws: ItemFault.self) {
      try rig.run(discover, ["feeds": ["/etc/passwd"]])
    }
    #expect(fault?.code == "bad-parameter")
    #expect(fault?.message.contains("/etc/passwd") == true)
  }

  @Test func `a private address is not fetched unasked`() throws {
    let fault = #expect(throws: ItemFault.self) {
      try rig.run(discover, ["feeds": ["http://127.0.0.1:9/feed"]])
    }
    #expect(fault?.message.contains("127.0.0.1") == true)
  }
}
