import CutroomModel
import Glibc
import Testing

struct TopicTests {
  @Test(arguments: [
    ("Why Dunes Sing & Move!", "why-dunes-sing-move-"),
    ("Käfer, Straßen & Öl", "kaefer-strassen-oel-"),
    ("L’été à la plage", "lete-a-la-plage-"),
    ("Москва ждёт", "moskva-zhdyot-"),
    ("🐞🐞", "topic-"),
    ("砂丘", "topic-"),
    ("", "topic-"),
    ("tags", "tags-"),
    ("Cafe\u{301} society", "cafe-society-"),
    (
      "one two three four five six seven eight nine ten", "one-two-three-four-five-six-seven-eight-"
    ),
    (String(repeating: "x", count: 100), String(repeating: "x", count: 41) + "-"),
  ])
  func `an id is readable, safe and stable`(title: String, prefix: String) {
    let id = TopicID.make(title: title, identity: "a")
    #expect(id.hasPrefix(prefix))
    #expect(id.utf8.count == prefix.utf8.count + 8)
    #expect(id.wholeMatch(of: /[a-z0-9][a-z0-9_-]{0,63}/) != nil)
    #expect(id == TopicID.make(title: title, identity: "a"))
    #expect(id != TopicID.make(title: title, identity: "b"))
  }

  @Test func `the hash is FNV-1a`() {
    // FNV-1a 64 of the empty text is cbf29ce484222325, of "a" af63dc4c8601ec8c.
    #expect(TopicID.make(title: "x", identity: "") == "x-4fd0bfc1")
    #expect(TopicID.make(title: "x", identity: "a") == "x-296230c0")
  }

  @Test func `a story that gets another title keeps its id`() throws {
    func entry(_ title: String) -> FeedEntry {
      FeedEntry(title: title, link: "https://x.example/dunes", summary: "Dunes sing.")
    }
    let before = topics([entry("Why dunes sing"), FeedEntry(guid: "s", title: "Storms")])
    let feeds = [Feed(format: .rss, entries: [entry("What makes dunes boom"), entry("And again")])]
    let after = TopicDiscovery.topics(from: feeds, limit: 10, earlier: before)
    #expect(after.map(\.title) == ["What makes dunes boom"])
    #expect(after.map(\.id) == before.map(\.id).filter { $0.hasPrefix("why-dunes") })
    #expect(TopicDiscovery.topics(from: feeds, limit: 10).first?.id.hasPrefix("what-makes") == true)
  }

  @Test func `stories with one link for all keep their ids by their titles`() {
    func found(_ titles: [String], _ earlier: [DiscoveredTopic] = []) -> [DiscoveredTopic] {
      let entries = titles.map { FeedEntry(title: $0, link: "https://cast.example/") }
      let feeds = [Feed(format: .rss, entries: entries)]
      return TopicDiscovery.topics(from: feeds, limit: 10, earlier: earlier)
    }
    let first = found(["Dunes", "Storms", "Dunes"])
    let ids = Dictionary(grouping: first, by: \.title).mapValues { Set($0.map(\.id)) }
    #expect(ids["Dunes"]?.count == 2)
    for titles in [["Storms", "Dunes", "Dunes"], ["Bees", "Dunes", "Storms", "Dunes"]] {
      let again = found(titles, first)
      for (title, known) in ids {
        #expect(Set(again.filter { $0.title == title }.map(\.id)) == known)
      }
      #expect(Set(again.map(\.id)).count == titles.count)
    }
  }

  @Test func `a story that an earlier entry joins keeps its id`() {
    let entries = [1, 2].map { day in
      FeedEntry(
        title: "Storm floods the northern coast",
        link: "https://\(day).example/storm",
        published: Instant(microseconds: Int64(day) * 1_000_000)
      )
    }
    let before = topics([entries[1]])
    let feeds = [Feed(format: .rss, entries: entries)]
    let after = TopicDiscovery.topics(from: feeds, limit: 9, earlier: before)
    #expect(after.map(\.id) == before.map(\.id))
    #expect(topics(entries).map(\.id) != before.map(\.id))
  }

  @Test func `an entry without a title takes its first words`() throws {
    let texts: [(String?, String?, String)] = [
      (nil, "Dunes sing. They do.", "Dunes sing"),
      (
        "🐞", "Ladybirds winter in large groups under the bark of old trees.",
        "Ladybirds winter in large groups under the bark of…"
      ),
      ("🐞", nil, "🐞"),
      (nil, nil, "x.example"),
    ]
    for (title, summary, expected) in texts {
      let entry = FeedEntry(title: title, link: "https://x.example/1", summary: summary)
      #expect(topics([entry]).map(\.title) == [expected])
    }
    #expect(topics([FeedEntry(guid: "1")]).isEmpty)
  }

  @Test func `the same page under several addresses is one topic`() {
    let links = [
      "https://www.x.example/dunes/?utm_source=rss", "http://x.example/dunes",
      "https://X.example/dunes#top",
    ]
    let entries = links.enumerated().map { place, link in
      FeedEntry(title: "Title \(place)", link: link, sourceName: "S\(place)")
    }
    let found = topics(entries)
    #expect(found.count == 1)
    #expect(found.first?.sources.map(\.name) == ["S0", "S1", "S2"])
  }

  @Test func `titles of nearly the same words are one topic, within three days`() {
    let day: Int64 = 86_400_000_000
    func entry(_ title: String, day offset: Int64) -> FeedEntry {
      FeedEntry(
        title: title,
        link: "https://\(title.filter(\.isLetter)).example/\(offset)",
        published: Instant(microseconds: offset * day)
      )
    }
    let storm = "Storm floods northern coast overnight"
    #expect(
      topics([entry(storm, day: 9), entry("Northern coast floods overnight in storm", day: 10)])
        .count == 1
    )
    #expect(
      topics([
        entry(storm, day: 9), entry("Big " + storm + " as thousands flee their homes", day: 10),
      ]).count == 1
    )
    #expect(topics([entry(storm, day: 9), entry(storm, day: 13)]).count == 2)
    #expect(
      topics([entry(storm, day: 9), entry("Storm spares southern coast", day: 9)]).count == 2
    )
    #expect(topics([entry("Photo today", day: 9), entry("Today photo", day: 9)]).count == 2)
  }

  @Test func `home pages and equal short titles do not join stories`() {
    let entries = ["Dunes", "Storms"].map { FeedEntry(title: $0, link: "https://x.example/") }
    #expect(topics(entries).count == 2)
    #expect(Set(topics(entries).map(\.id)).count == 2)
  }

  @Test func `a topic takes the earliest entry's name and the longest text`() throws {
    let early = FeedEntry(
      title: "Dunes sing in deserts",
      link: "https://a.example/1",
      summary: "Short.",
      published: Instant(iso8601: "2026-03-01"),
      author: "Ann",
      sourceName: "A"
    )
    let late = FeedEntry(
      title: "Dunes sing in deserts!",
      link: "https://b.example/1",
      content: "The sand of the dunes is humming in the wind for hours.",
      published: Instant(iso8601: "2026-03-02"),
      sourceName: "B"
    )
    let topic = try #require(topics([late, early]).first)
    #expect(topic.title == early.title)
    #expect(topic.link == early.link)
    #expect(topic.summary == "Short.")
    #expect(topic.content == late.content)
    #expect(topic.publishedAt == "2026-03-01T00:00:00Z")
    #expect(topic.language == "en")
    #expect(topic.score == 0.85)
    #expect(
      topic.sources == [
        TopicSource(name: "A", url: "https://a.example/1", author: "Ann"),
        TopicSource(name: "B", url: "https://b.example/1", author: nil),
      ]
    )
    #expect(topics([early, late]) == topics([late, early]))
  }

  @Test(arguments: [(0, 1, 0.7), (48, 1, 0.35), (96, 2, 0.325), (24, 1, 0.494975), (99999, 1, 0)])
  func `a score halves in two days and grows with its sources`(
    hours: Int64,
    sources: Int,
    score: Double
  ) {
    let newest = Instant(microseconds: 1_700_000_000_000_000)
    let published = newest.adding(seconds: -hours * 3600)
    #expect(TopicScore.score(published: published, newest: newest, sources: sources) == score)
  }

  @Test func `dates at the ends of the range are scored too`() {
    let ends = [Instant(microseconds: .min), Instant(microseconds: .max)]
    for published in ends {
      for newest in ends {
        let score = TopicScore.score(published: published, newest: newest, sources: 1)
        #expect((0...1).contains(score))
      }
    }
    #expect(TopicScore.score(published: nil, newest: nil, sources: 0) == 0)
  }

  @Test func `thousands of entries with alike titles take no time`() {
    let entries = (0..<4000).map { number in
      FeedEntry(
        title: "Breaking news update number \(number) today from the coast",
        link: "https://x.example/\(number)",
        published: Instant(microseconds: Int64(number) * 3_600_000_000)
      )
    }
    let started = ownTime()
    #expect(topics(entries).count > 1)
    #expect(ownTime() - started < .seconds(20))
  }

  private func topics(_ entries: [FeedEntry]) -> [DiscoveredTopic] {
    TopicDiscovery.topics(from: [Feed(format: .rss, entries: entries)], limit: 10_000)
  }
}

/// Processor time of this thread: what else the machine is busy with counts for nothing.
private func ownTime() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
