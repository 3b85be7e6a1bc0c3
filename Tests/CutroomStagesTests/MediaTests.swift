import CutroomModel
import CutroomPipeline
import CutroomStore
import MediaFixtures
import Testing

struct MediaStageTests {
  private let rig: StageRig
  private let media: BuiltinStage

  init() async throws {
    rig = try StageRig()
    media = try rig.stage("media")
    try rig.tell([
      "dunes-01": "Marram grass holds the sand.", "dunes-02": "A storm takes the beach away.",
    ])
  }

  private func put(_ fixture: Fixture, _ path: String, keywords: [String]) async throws {
    try rig.write(path, try fileBytes(try await MediaFixtures.shared.path(fixture)))
    let stem = path.prefix { $0 != "." }
    let list = keywords.map { "\"\($0)\"" }.joined(separator: ", ")
    let rights = #""title": "T", "author": "Ann", "authorURL": "https://ann.example/""#
    try rig.write("\(stem).json", #"{\#(rights), "keywords": [\#(list)]}"#)
  }

  private func shown() throws -> [String: [String]] {
    let match = try rig.json(".cutroom/results/media/match.json")
    var shown: [String: [String]] = [:]
    for segment in match["segments"]?.array ?? [] {
      let hashes = (segment["visuals"]?.array ?? []).compactMap(\.string)
      let files = match["files"]?.array ?? []
      shown[segment["id"]?.string ?? ""] = hashes.map { hash in
        let file = files.first { $0["sha256"]?.string == hash }
        return file?["paths"]?.array?.first?.string ?? "?"
      }
    }
    return shown
  }

  @Test func `each segment gets the file that its words name`() async throws {
    try await put(.redJpeg, "library/pictures/one.jpg", keywords: ["storm", "clouds"])
    try await put(.faststart, "library/clips/two.mp4", keywords: ["grass", "sand"])
    try rig.run(media)
    #expect(
      try shown() == [
        "dunes-01": ["library/clips/two.mp4"], "dunes-02": ["library/pictures/one.jpg"],
      ]
    )
  }

  @Test func `an imported file has its bytes, a sidecar, and the extension of its content`()
    async throws
  {
    try await put(.pngNamedMp4, "library/storm.mp4", keywords: ["storm"])
    try await put(.redJpeg, "library/grass.jpeg", keywords: ["grass"])
    try rig.run(media)
    let files = try rig.json(".cutroom/results/media/match.json")["files"]?.array ?? []
    for file in files {
      let path = try #require(file["file"]?.string)
      let sidecar = path.prefix { $0 != "." } + ".metadata.json"
      let metadata = try rig.document(AssetMetadata.self, String(sidecar))
      #expect(metadata.file == path)
      #expect(Digest(sha256: try rig.bytes(path)) == metadata.sha256)
      #expect(metadata.rights.author == "Ann")
      #expect(metadata.rights.authorURL == "https://ann.example/")
      #expect(metadata.sources.map(\.provider) == ["library"])
      #expect(metadata.media.displayWidth == 200)
    }
    let names = files.compactMap { $0["file"]?.string?.suffix(4) }
    #expect(Set(names) == [".png", ".jpg"])
  }

  @Test func `the same bytes under two names are imported once and name both`() async throws {
    try await put(.redJpeg, "library/grass.jpg", keywords: ["grass"])
    try await put(.redJpeg, "library/other/storm.jpg", keywords: ["storm"])
    try rig.run(media)
    let files = try rig.json(".cutroom/results/media/match.json")["files"]?.array ?? []
    #expect(files.count == 1)
    #expect(files.first?["paths"]?.array?.count == 2)
  }

  @Test(arguments: [Fixture.faststartHalf, .jpegHalf, .html, .zero, .noise, .randomBytes])
  func `a file that cannot be shown is skipped, and that is said`(fixture: Fixture) async throws {
    let name = fixture == .jpegHalf ? "grass.jpg" : "grass.mp4"
    try await put(fixture, "library/\(name)", keywords: ["grass", "storm"])
    let outcome = try rig.run(media)
    #expect(outcome.decisions.contains { $0.code == "library-file-skipped" })
    #expect(try shown()["dunes-01"] == [])
  }

  @Test func `a choice stays while its segment and its file stay`() async throws {
    try await put(.redJpeg, "library/one.jpg", keywords: ["grass"])
    try rig.run(media)
    try await put(.testCard, "library/better.jpg", keywords: ["marram grass", "sand", "storm"])
    try rig.run(media)
    #expect(try shown()["dunes-01"] == ["library/one.jpg"])
    #expect(try shown()["dunes-02"] == ["library/better.jpg"])
  }

  @Test func `a changed text is matched anew and the other import stays fresh`() async throws {
    try await put(.redJpeg, "library/one.jpg", keywords: ["grass"])
    try await put(.testCard, "library/two.jpg", keywords: ["storm"])
    try await put(.redPng, "library/three.png", keywords: ["whale"])
    try rig.run(media)
    try rig.tell([
      "dunes-01": "Marram grass holds the sand.", "dunes-02": "A whale passes by.",
    ])
    let outcome = try rig.run(media)
    #expect(try shown()["dunes-02"] == ["library/three.png"])
    #expect(outcome.fresh.contains { $0.count == 64 })
    #expect(outcome.ran.first == "match")
  }

  @Test func `an outro takes no file from a segment that speaks of it`() async throws {
    try await put(.redJpeg, "library/one.jpg", keywords: ["yellow flowers", "sun", "flower"])
    try rig.tell(
      ["dunes-01": "Yellow flowers open in the sun.", "dunes-02": "Source: Sun News."],
      roles: ["dunes-02": .outro]
    )
    try rig.run(media)
    #expect(try shown() == ["dunes-01": ["library/one.jpg"], "dunes-02": []])
  }

  @Test func `without a change nothing is done again`() async throws {
    try await put(.redJpeg, "library/one.jpg", keywords: ["grass"])
    try rig.run(media)
    #expect(try rig.stale(media) == [])
  }

  @Test func `a sidecar that is no JSON is left out and that is said`() async throws {
    try await put(.redJpeg, "library/grass.jpg", keywords: [])
    try rig.write("library/grass.json", "{")
    let outcome = try rig.run(media)
    #expect(try shown()["dunes-01"] == ["library/grass.jpg"])
    #expect(outcome.decisions.contains { $0.code == "sidecar-unreadable" })
  }
}

struct NarrationTests {
  private let rig: StageRig
  private let narration: BuiltinStage

  init() throws {
    rig = try StageRig()
    narration = try rig.stage("narration")
    try rig.tell([
      "dunes-01": "Marram grass holds 3 km of sand.", "dunes-02": "Waves bring it back.",
    ])
  }

  @Test func `each segment is spoken, with words in time`() throws {
    #expect(try rig.run(narration).ran == ["dunes-01", "dunes-02"])
    let take = try rig.document(Timestamps.self, "assets/audio/dunes-01.timestamps.json")
    #expect(take.words.map(\.text) == ["Marram", "grass", "holds", "3", "km", "of", "sand."])
    #expect(!take.areWordsEstimated)
    #expect(take.durationUs > 1_000_000)
    #expect(take.words.allSatisfy { $0.startMs < $0.endMs && $0.endMs * 1000 <= take.durationUs })
    #expect(Digest(sha256: try rig.bytes("assets/audio/dunes-01.mp3")) == take.sha256)
    #expect(try rig.stale(narration) == [])
  }

  @Test func `a recorded take is used for its segment alone`() async throws {
    try rig.run(narration)
    let sound = try fileBytes(try await MediaFixtures.shared.path(.narrationWav))
    try rig.write("library/narration/dunes-02.wav", sound)
    #expect(try rig.run(narration).ran == ["dunes-02"])
    let take = try rig.document(Timestamps.self, "assets/audio/dunes-02.timestamps.json")
    #expect(take.engine == "recorded")
    #expect(take.areWordsEstimated)
    #expect(abs(take.durationUs - 2_370_000) < 30_000)
    #expect(take.words.map(\.text) == ["Waves", "bring", "it", "back."])
    #expect(take.words.allSatisfy { $0.startMs < $0.endMs && $0.endMs * 1000 <= take.durationUs })
  }

  @Test func `a take cut short is refused with its name`() async throws {
    let sound = try fileBytes(try await MediaFixtures.shared.path(.wavPart))
    try rig.write("library/narration/dunes-02.wav", sound)
    let fault = #expect(throws: ItemFault.self) { try rig.run(narration) }
    #expect(fault?.code == "media-truncated")
    #expect(fault?.message.contains("library/narration/dunes-02.wav") == true)
  }

  @Test func `editing a text speaks that segment again`() throws {
    try rig.run(narration)
    try rig.tell(["dunes-01": "Marram grass holds sand.", "dunes-02": "Waves bring it back."])
    #expect(try rig.stale(narration) == ["dunes-01"])
  }

  @Test func `a segment of only emoji is an error`() throws {
    try rig.tell(["dunes-01": "🌵 🌵"])
    let fault = #expect(throws: ItemFault.self) { try rig.run(narration) }
    #expect(fault?.code == "nothing-to-say")
  }

  @Test func `a voice that is not installed is named`() throws {
    let fault = #expect(throws: ItemFault.self) {
      try rig.run(narration, ["voice": "klingon-tlh"])
    }
    #expect(fault?.message.contains("klingon-tlh") == true)
  }
}
