import CutroomModel
import Testing
import TimelineFixtures

struct CaptionTests {
  private func captions(
    _ words: [Timestamps.Word],
    seconds: Double,
    width: Int = 1920,
    height: Int = 1080
  ) throws -> (captions: [Timeline.Caption], take: Timeline.Take, timeline: Timeline) {
    var narrated = segment("a", "a.mp3", seconds: seconds, showing: [still("s.jpg")])
    narrated.words = words
    let settings = TimelineSettings(width: width, height: height, fps: rate(30))
    let timeline = try TimelinePlanner.plan(
      TimelineRequest(title: "T", settings: settings, segments: [narrated], music: nil)
    )
    return (timeline.captions, timeline.narration[0], timeline)
  }

  private func words(_ text: String, each: Int64) -> [Timestamps.Word] {
    text.split(separator: " ").enumerated().map {
      Timestamps.Word(
        text: String($1),
        startMs: Int64($0) * each,
        endMs: Int64($0 + 1) * each - 20
      )
    }
  }

  private func expectOrder(_ captions: [Timeline.Caption], in take: Timeline.Take) {
    #expect(captions.allSatisfy { $0.startFrame < $0.endFrame })
    #expect(zip(captions, captions.dropFirst()).allSatisfy { $0.endFrame <= $1.startFrame })
    #expect(captions.first.map { $0.startFrame >= take.startFrame } ?? true)
    #expect(captions.last.map { $0.endFrame <= take.endFrame } ?? true)
  }

  private let text = """
    Ladybirds are small beetles, and there are about six thousand kinds of them. In autumn they \
    look for a dry place, such as a crack in the bark; there they sleep through the winter. When \
    the first warm days come they wake up, fly out and hunt for greenfly.
    """

  @Test func `captions are short enough to read and end where a phrase does`() throws {
    let spoken = words(text, each: 350)
    let made = try captions(spoken, seconds: Double(spoken.count) * 0.35 + 0.2)
    expectOrder(made.captions, in: made.take)
    #expect(made.captions.allSatisfy { $0.lines.count <= 2 })
    #expect(made.captions.flatMap(\.lines).allSatisfy { $0.count <= 42 })
    #expect(made.captions.allSatisfy { $0.endFrame - $0.startFrame >= 24 })
    let shown = made.captions.flatMap(\.lines).joined(separator: " ")
    #expect(shown == text)
    let ends = made.captions.compactMap { $0.lines.last?.last }
    #expect(ends.filter { ".,;".contains($0) }.count >= ends.count - 2)
    for caption in made.captions {
      let seconds = Double(caption.endFrame - caption.startFrame) / 30
      #expect(Double(caption.lines.joined(separator: " ").count) / seconds <= 19)
    }
  }

  @Test func `a caption stands from its first word on`() throws {
    let made = try captions(words("One two three.", each: 500), seconds: 2)
    #expect(made.captions.map(\.startFrame) == [made.take.startFrame])
    #expect(made.captions.map(\.lines) == [["One two three."]])
  }

  @Test func `words without length, out of order or out of the take are all shown`() throws {
    let times: [(Int64, Int64)] = [
      (0, 0), (0, 0), (500, 400), (-900, 200), (.max, .max), (.min, .max), (300, 90_000),
    ]
    let spoken = times.map { Timestamps.Word(text: "word", startMs: $0.0, endMs: $0.1) }
    let made = try captions(spoken, seconds: 2)
    expectOrder(made.captions, in: made.take)
    #expect(made.captions.flatMap(\.lines).joined(separator: " ").split(separator: " ").count == 7)
  }

  @Test func `a hundred words at one moment are spread over the slot`() throws {
    let spoken = (0..<100).map { Timestamps.Word(text: "word\($0)", startMs: 0, endMs: 0) }
    let made = try captions(spoken, seconds: 10)
    expectOrder(made.captions, in: made.take)
    #expect(made.captions.count >= 10)
  }

  @Test(arguments: [
    String(repeating: "大", count: 200), String(repeating: "x", count: 300), "مرحبا بالعالم", "👩‍👩‍👧‍👦😀",
    "\u{0}\n\r\u{2028}", "", "{\\pos(1,1)}x\\Ny",
  ])
  func `any text stays within its lines`(text: String) throws {
    let made = try captions([.init(text: text, startMs: 0, endMs: 3000)], seconds: 4)
    expectOrder(made.captions, in: made.take)
    let rules = CaptionRules(width: 1920, height: 1080)
    #expect(made.captions.flatMap(\.lines).allSatisfy { $0.count <= rules.lineLength })
    #expect(!made.captions.flatMap(\.lines).contains { $0.contains { $0.isNewline } })
    _ = ASSText.captions(of: made.timeline, from: 0, to: made.timeline.durationInFrames)
  }

  @Test(arguments: [
    ("The reserve on the coast has about 3.5 hectares of dry sand.", "3.5 hectares"),
    ("One flower may have a visitor every 2 minutes on warm days", "2 minutes"),
    ("This account of the year comes from Weather Window and others", "Weather Window"),
    ("The seeds of the old trees were counted by Dr. Marsh last year", "Dr. Marsh"),
    ("At dawn the whole of the meadow is at most 4 °C cold", "4 °C"),
  ])
  func `what belongs together stays in one line`(text: String, unit: String) throws {
    let spoken = words(text, each: 300)
    let made = try captions(spoken, seconds: Double(spoken.count) * 0.3 + 0.2)
    let lines: [String] = made.captions.flatMap(\.lines)
    #expect(lines.contains { $0.contains(unit) })
    #expect(lines.allSatisfy { $0.count <= 42 })
  }

  @Test func `captions are large, bold and on a box`() throws {
    let made = try captions(words("One two three.", each: 500), seconds: 2)
    let script = try #require(
      ASSText.captions(of: made.timeline, from: 0, to: made.timeline.durationInFrames)
    )
    #expect(script.contains("Style: Caption,DejaVu Sans,68,&H00FFFFFF,"))
    #expect(script.contains("&H70000000,1,0,0,0,100,100,0,0,4,4,11,2,96,96,64,-1"))
  }

  @Test func `a narrow frame has shorter lines`() {
    #expect(CaptionRules(width: 1920, height: 1080).lineLength == 42)
    #expect(CaptionRules(width: 1080, height: 1920).lineLength < 36)
    #expect(CaptionRules(width: 320, height: 180).lineLength > 30)
  }
}
