import CutroomModel
import CutroomPipeline
import CutroomStore
import Testing

struct ChainTests {
  @Test func `a feed becomes a video, once, and an edit redoes its own chain only`() async throws {
    let chain = try Chain()
    try await chain.fillLibrary()
    let first = try chain.run()
    #expect(first.ran.contains("render/video"), "\(first.summary)")
    let report = try chain.document(RenderReport.self, "renders/video.report.json")
    #expect(report.checks.filter { !$0.passed } == [])
    #expect(try chain.document(ValidationReport.self, "validation.json").valid)
    #expect(try chain.plan() == [])
    #expect(try chain.run().ran == [])

    let topic = try chain.document(SelectedTopics.self, "topics/selected.json").topics[0].id
    try reindent(chain, "scripts/\(topic).json")
    try reindent(chain, "timeline.json")
    #expect(try chain.plan() == [])

    let segment = try edit(chain, topic)
    let chained: Set = [
      "tags/\(segment)", "tags/assemble", "media/match", "narration/\(segment)",
      "timeline/timeline", "validate/validate", "render/video",
    ]
    let planned = Set(try chain.plan())
    #expect(planned.subtracting(chained) == [])
    #expect(chained.subtracting(planned) == [])
    let again = try chain.run().ran
    #expect(again.contains("narration/\(segment)"))
    #expect(again.contains("render/video"))
    #expect(again.filter { $0.hasPrefix("narration/") }.count == 1)
    #expect(try chain.plan() == [])
  }

  @Test func `with an empty library cards are drawn, and everything missing is a decision`() throws
  {
    let chain = try Chain()
    #expect(try chain.run().ran.contains("render/video"))
    let segments = try segments(chain)
    #expect(chain.decisions.filter { $0 == "title-card" }.count == segments.count)
    #expect(chain.decisions.contains("no-music"))
    let timeline = try chain.document(Timeline.self, "timeline.json")
    #expect(timeline.music == nil)
    #expect(Set(timeline.visuals.map(\.segmentId)) == Set(segments.map(\.id)))
    #expect(try chain.plan() == [])
  }

  @Test func `music that was not asked for is no decision`() async throws {
    let chain = try Chain(music: "none")
    try await chain.fillLibrary()
    try chain.run()
    #expect(!chain.decisions.contains("no-music"))
    #expect(try chain.document(Timeline.self, "timeline.json").music == nil)
  }

  @Test func `a track that is not there fails by name and the others go as far as they can`() throws
  {
    let chain = try Chain(music: "gone.ogg")
    let ran = try chain.run().ran
    #expect(!ran.contains("timeline/timeline"))
    let failure = try ProjectLedger.load(chain.project).state.failures.first?.value.failure
    #expect(failure?.code == "track-missing")
    #expect(failure?.message.contains("gone.ogg") == true)
  }

  @Test func `nothing is rendered that the gate refuses`() async throws {
    let chain = try Chain()
    try await chain.fillLibrary()
    try chain.run()
    var timeline = try chain.json("timeline.json")
    timeline["durationInFrames"] = 1_000_000
    try chain.save(timeline, to: "timeline.json")
    let ran = try chain.run().ran
    #expect(!ran.contains("render/video"))
    let failures = try ProjectLedger.load(chain.project).state.failures
    #expect(failures.values.contains { $0.failure.code == "validation-failed" })
  }

  private func segments(_ chain: Chain) throws -> [Script.Segment] {
    let topic = try chain.document(SelectedTopics.self, "topics/selected.json").topics[0].id
    return try chain.document(Script.self, "scripts/\(topic).json").segments
  }

  /// Writes the same value with other white space.
  private func reindent(_ chain: Chain, _ path: String) throws {
    let bytes = JSONWriter.canonical(try chain.json(path)) + [0x0A, 0x0A]
    try chain.write("public/projects/p/\(path)", bytes)
  }

  private func edit(_ chain: Chain, _ topic: String) throws -> String {
    let path = "scripts/\(topic).json"
    var script = try chain.json(path)
    var list = try #require(script["segments"]?.array)
    list[1]["text"] = "Green grass drinks the soft rain."
    script["segments"] = .array(list)
    try chain.save(script, to: path)
    return try #require(list[1]["id"]?.string)
  }
}
