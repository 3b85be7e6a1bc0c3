import CutroomModel
import CutroomPipeline
import CutroomStore
import MediaFixtures
import Testing

struct TimelineStageTests {
  private let rig: StageRig

  init() throws {
    rig = try StageRig()
    try rig.tell(["dunes-01": "Marram grass holds the sand.", "dunes-02": "A storm passes."])
    try rig.run(rig.stage("narration"))
  }

  @Test func `assets that another program brought are shown by their words`() async throws {
    let storm = try await bring(.redJpeg, keywords: ["storm"])
    let grass = try await bring(.testCard, keywords: ["marram grass"])
    try rig.run(rig.stage("timeline"))
    let timeline = try rig.document(Timeline.self, "timeline.json")
    #expect(timeline.visuals.map(\.file) == [grass, storm])
    #expect(timeline.visuals.map(\.segmentId) == ["dunes-01", "dunes-02"])
    #expect(timeline.music == nil)
    #expect(try rig.stale(rig.stage("timeline")) == [])
  }

  @Test func `where no word fits the assets take turns`() async throws {
    let file = try await bring(.redJpeg, keywords: ["whale"])
    try rig.run(rig.stage("timeline"))
    let timeline = try rig.document(Timeline.self, "timeline.json")
    #expect(Set(timeline.visuals.map(\.file)) == [file])
  }

  @Test func `without any asset the timeline waits for media`() throws {
    let waits = #expect(throws: StageWaits.self) { try rig.run(rig.stage("timeline")) }
    #expect(waits?.path == ".cutroom/results/media/match.json")
  }

  @Test func `segments with the same words share one card, and nothing is made twice`() throws {
    try rig.tell(["dunes-01": "A storm passes.", "dunes-02": "A storm passes."])
    try rig.run(rig.stage("narration"))
    try rig.run(rig.stage("media"))
    #expect(try rig.stale(rig.stage("media")) == [])
    try rig.run(rig.stage("timeline"))
    let timeline = try rig.document(Timeline.self, "timeline.json")
    #expect(Set(timeline.visuals.map(\.file)).count == 1)
    let sidecar = timeline.visuals[0].file.prefix { $0 != "." } + ".metadata.json"
    let metadata = try rig.document(AssetMetadata.self, String(sidecar))
    #expect(metadata.sources.map(\.path) == ["title-card"])
  }

  @Test func `a setting out of range is refused by name`() async throws {
    _ = try await bring(.redJpeg, keywords: ["storm"])
    let fault = #expect(throws: PipelineFault.self) {
      try rig.run(rig.stage("timeline"), ["gapMs": 70_000])
    }
    #expect(fault?.place.description == "/stages/0/with/gapMs")
  }

  /// Puts a picture and its sidecar there, as a program of the user's would.
  private func bring(_ fixture: Fixture, keywords: [String]) async throws -> String {
    let bytes = try fileBytes(try await MediaFixtures.shared.path(fixture))
    let hash = Digest(sha256: bytes)
    let file = "assets/images/\(hash).jpg"
    try rig.write("public/projects/rig/\(file)", bytes)
    let metadata = AssetMetadata(
      file: file,
      sha256: hash,
      bytes: Int64(bytes.count),
      sources: [AssetMetadata.Source(provider: "mine", path: "x")],
      keywords: keywords,
      rights: Rights(title: nil, author: nil, licence: nil, source: nil),
      media: MediaFacts(kind: .image, libavformat: "59")
    )
    try rig.save(metadata, to: "assets/images/\(hash).metadata.json")
    return file
  }
}
