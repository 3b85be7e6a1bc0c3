import CutroomModel
import FeedReader
import Testing

struct FeedFormatTests {
  @Test func `RSS with the usual extensions is read whole`() throws {
    let feed = try parse(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
        xmlns:media="http://search.yahoo.com/mrss/">
      <channel>
        <title>Dune &amp; Shore</title><link>https://dunes.example/</link><language>en-GB</language>
        <atom:link href="https://dunes.example/feed" rel="self"/>
        <item>
          <title>Why &lt;em&gt;dunes&lt;/em&gt; sing &amp;amp; move</title>
          <link>https://dunes.example/sing</link>
          <guid isPermaLink="false">dune-1</guid>
          <description><![CDATA[<p>Sand <b>hums</b>.</p><p>Wind&nbsp;helps.</p>]]></description>
          <content:encoded><![CDATA[<h2>Humming</h2><script>bad()</script><p>Long text.</p>]]></content:encoded>
          <dc:creator>Ann Lee</dc:creator>
          <pubDate>Sun, 01 Mar 2026 09:30:00 +0100</pubDate>
          <category>Sand</category><category>Wind</category>
          <media:content url="https://dunes.example/a.jpg" medium="image"/>
          <source url="https://other.example/rss">Other News</source>
        </item>
      </channel></rss>
      """
    )
    #expect(feed.format == .rss)
    #expect(feed.title == "Dune & Shore")
    #expect(feed.link == "https://dunes.example/")
    #expect(feed.language == "en-GB")
    #expect(feed.warnings.isEmpty)
    #expect(
      feed.entries == [
        FeedEntry(
          guid: "dune-1",
          title: "Why dunes sing & move",
          link: "https://dunes.example/sing",
          summary: "Sand hums.\nWind helps.",
          content: "Humming\nLong text.",
          published: Instant(iso8601: "2026-03-01T08:30:00Z"),
          author: "Ann Lee",
          sourceName: "Other News",
          sourceURL: "https://other.example/rss",
          categories: ["Sand", "Wind"],
          image: "https://dunes.example/a.jpg"
        )
      ]
    )
  }

  @Test func `RSS falls back on the guid, the e-mail's name and dc dates`() throws {
    let feed = try parse(
      """
      <rss version="0.91"><channel><title>T</title><item><title>a &lt; b</title>
      <guid>https://x.example/1</guid><author>ann@x.example (Ann Lee)</author>
      <dc:date>2026-03-01</dc:date><pubDate>soon</pubDate></item></channel></rss>
      """
    )
    let entry = try #require(feed.entries.first)
    #expect(entry.title == "a < b")
    #expect(entry.link == "https://x.example/1")
    #expect(entry.author == "Ann Lee")
    #expect(entry.published == Instant(iso8601: "2026-03-01"))
    #expect(entry.sourceName == "T")
    #expect(feed.warnings.contains { $0.message.contains("soon") && $0.line == 3 })
  }

  @Test func `RDF has its items beside the channel`() throws {
    let feed = try parse(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://r.example/"><title>Storms</title><link>https://r.example/</link>
      </channel>
      <item rdf:about="https://r.example/1"><title>Hail</title><link>https://r.example/1</link>
      <description>Ice.</description><dc:date>2026-03-01T10:00:00+01:00</dc:date></item>
      </rdf:RDF>
      """
    )
    #expect(feed.format == .rdf)
    #expect(feed.entries.map(\.title) == ["Hail"])
    #expect(feed.entries.first?.guid == "https://r.example/1")
    #expect(feed.entries.first?.published == Instant(iso8601: "2026-03-01T09:00:00Z"))
  }

  @Test func `Atom's text types, links and inherited authors are kept apart`() throws {
    let feed = try parse(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://a.example/blog/">
      <title type="html">K&amp;auml;fer</title>
      <link rel="self" href="feed.xml"/><link href="/"/>
      <author><name>Ann</name></author><author><name>Bo</name></author>
      <entry><id>urn:1</id><title>Use &lt;b&gt; well</title>
        <link rel="enclosure" type="image/png" href="p.png"/><link href="one"/>
        <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two<br/>lines &#x2013; <i>x</i></div></summary>
        <content type="html">&lt;p&gt;Hi&lt;/p&gt;</content>
        <published>2026-03-01T09:00:00Z</published><updated>2026-03-02T09:00:00Z</updated>
        <category term="c" label="Beetles"/></entry>
      <entry><id>urn:2</id><title type="text">B</title><author><name>Cy</name></author>
        <content type="image/png">AAAA</content><updated>2026-03-02T09:00:00.5Z</updated></entry>
      </feed>
      """
    )
    #expect(feed.title == "Käfer")
    #expect(feed.language == "de")
    #expect(feed.link == "https://a.example/")
    let one = try #require(feed.entries.first)
    #expect(one.title == "Use <b> well")
    #expect(one.link == "https://a.example/blog/one")
    #expect(one.summary == "Two\nlines – x")
    #expect(one.content == "Hi")
    #expect(one.author == "Ann, Bo")
    #expect(one.image == "https://a.example/blog/p.png")
    #expect(one.categories == ["Beetles"])
    #expect(one.published?.iso8601 == "2026-03-01T09:00:00Z")
    let two = try #require(feed.entries.last)
    #expect(two.author == "Cy")
    #expect(two.content == nil)
    #expect(two.published?.iso8601 == "2026-03-02T09:00:00.500Z")
  }

  @Test func `Atom without its namespace and Atom 0.3 are still Atom`() throws {
    let bare = try parse("<feed><title>T</title><entry><title>E</title></entry></feed>")
    #expect(bare.entries.map(\.title) == ["E"])
    let old = try parse(
      """
      <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title>
      <entry><title>E</title><issued>2004-01-02T03:04:05Z</issued></entry></feed>
      """
    )
    #expect(old.entries.first?.published?.iso8601 == "2004-01-02T03:04:05Z")
  }

  @Test func `JSON Feed of both versions is read, with members of wrong types passed over`() throws
  {
    let feed = try parse(
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "en",
       "home_page_url": "https://j.example/", "authors": [{"name": "Ann"}],
       "items": [
         {"id": 7, "url": "/7", "title": "Seven", "content_html": "<p>a &amp; b</p>",
          "date_published": "2026-03-01T09:00:00-05:00", "tags": ["x", 3, null]},
         {"id": "8", "content_text": "plain <b>", "author": {"name": "Old"}, "title": ["no"]},
         "no item"
       ]}
      """
    )
    #expect(feed.format == .json)
    #expect(feed.entries.count == 2)
    #expect(feed.entries[0].guid == "7")
    #expect(feed.entries[0].link == "https://j.example/7")
    #expect(feed.entries[0].content == "a & b")
    #expect(feed.entries[0].author == "Ann")
    #expect(feed.entries[0].categories == ["x", "3"])
    #expect(feed.entries[0].published?.iso8601 == "2026-03-01T14:00:00Z")
    #expect(feed.entries[1].content == "plain <b>")
    #expect(feed.entries[1].author == "Old")
    #expect(feed.entries[1].title == nil)
  }

  @Test func `OPML gives its feeds in order, however deep they lie`() throws {
    let feed = try parse(
      """
      <opml version="2.0"><head><title>Mine</title></head><body>
      <outline text="Nature"><outline text="Dunes" type="rss" xmlUrl="https://d.example/rss"
        htmlUrl="https://d.example/"/><outline text="Deep"><outline xmlUrl="local.xml"/></outline>
      </outline><outline text="No feed"/></body></opml>
      """
    )
    #expect(feed.format == .opml)
    #expect(feed.title == "Mine")
    #expect(
      feed.outlines == [
        FeedOutline(title: "Dunes", url: "https://d.example/rss", site: "https://d.example/"),
        FeedOutline(url: "local.xml"),
      ]
    )
  }

  @Test func `entities that only HTML knows are put in`() throws {
    let feed = try parse(
      "<rss><channel><title>Caf&eacute;&nbsp;&mdash; &rsquo;n</title></channel></rss>"
    )
    #expect(feed.title == "Café — ’n")
  }

  @Test func `ampersands that were not escaped are kept, and nothing after a mistake is lost`()
    throws
  {
    let feed = try parse(
      """
      <rss><channel><title>R&B & AT&T Q&amp;A</title><foo:bar/><item><broken attr></item>
      <item><link>http://x.example/?a=1&b=2</link><title>A &amp; B &eacute;</title>
      <description>&lt;p&gt;x&lt;/p&gt;</description><enclosure type="image/png"
      url="http://x.example/?a=1&b=2"/><c><![CDATA[a & b]]></c></item></channel></rss>
      """
    )
    #expect(feed.title == "R&B & AT&T Q&A")
    let entry = try #require(feed.entries.last)
    #expect(entry.link == "http://x.example/?a=1&b=2")
    #expect(entry.image == "http://x.example/?a=1&b=2")
    #expect(entry.title == "A & B é")
    #expect(entry.summary == "x")
    #expect(feed.warnings.first?.message == "5 “&” should be “&amp;”")
  }

  @Test func `a mistake in one place is a warning with its line`() throws {
    let feed = try parse(
      """
      <rss><channel><title>T</title>
      <item><title>Salt</titel></item>
      <item><title>Second</title></item></channel></rss>
      """
    )
    #expect(feed.entries.last?.title == "Second")
    #expect(feed.warnings.first?.line == 2)
  }
}

func parse(_ text: String) throws -> Feed { try FeedParser.parse(Array(text.utf8)) }
