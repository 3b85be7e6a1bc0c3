import CutroomModel
import CutroomPipeline
import CutroomStore
import MediaFixtures
import Testing

@testable import CutroomStages

/// What lies in a project after a search, and what the stages behind make of it.
struct FoundVisualsTests {
  private let rig: StageRig

  init() throws {
    rig = try StageRig()
    try rig.tell(["dunes-01": "Marram grass holds the sand.", "dunes-02": "A storm takes it."])
  }

  private func result(_ name: String, _ value: some Encodable) throws {
    let value = try DocumentCoding.plainValue(value)
    try rig.write(
      "public/projects/rig/.cutroom/results/media/\(name).json",
      DocumentCoding.bytes(value)
    )
  }

  private func files(asked: [String]) throws -> FoundFiles {
    try FoundFiles(rig.scope(of: "media"), asked: asked)
  }

  private let candidate = FoundCandidate(
    provider: "photos",
    candidate: Candidate(
      asset: "7",
      rendition: "large",
      kind: .image,
      rights: Rights(title: nil, author: nil, licence: nil, source: nil)
    )
  )

  @Test func `what was found is shown while the choice that named it is in force`() throws {
    let visual = FoundVisuals.Visual(
      file: "assets/images/a.jpg",
      sha256: .zero,
      provider: "photos",
      asset: "7"
    )
    try result("found-dunes-01", FoundVisuals(visuals: [visual]))
    try result("found-dunes-02", FoundVisuals(visuals: [visual]))
    let chosen = MediaChoice.Segment(id: "dunes-01", value: .zero, picks: [candidate], spares: [])
    let bare = MediaChoice.Segment(id: "dunes-02", value: .zero, picks: [], spares: [])
    #expect(throws: StageWaits.self) { try files(asked: ["photos"]) }
    try result("choice", MediaChoice(segments: [chosen, bare]))
    #expect(try files(asked: ["photos"]).files(of: "dunes-01") == ["assets/images/a.jpg"])
    #expect(try files(asked: ["photos"]).files(of: "dunes-02") == [])
    #expect(try files(asked: []).files(of: "dunes-01") == [])
  }

  @Test func `takes stand in line by who hands over what they take`() throws {
    func segment(_ id: String, _ picks: [FoundCandidate]) -> MediaChoice.Segment {
      MediaChoice.Segment(id: id, value: .zero, picks: picks, spares: [])
    }
    var addressed = candidate
    addressed.candidate.url = "https://example.org/7.jpg"
    var other = candidate
    other.provider = "pictures"
    let picks = [
      [candidate], [other], [other, candidate, other], [addressed], [addressed, other],
    ]
    let segments = picks.enumerated().map { segment("dunes-0\($0.offset)", $0.element) }
    try result("choice", MediaChoice(segments: segments))
    let settings: JSONValue = [
      "providers": ["photos": ["run": ["./photos"]], "pictures": ["run": ["./pictures"]]]
    ]
    let scope = try rig.scope(
      of: "media",
      ["providers": ["photos", "pictures"]],
      settings: settings
    )
    let step = try #require(try rig.stage("media").steps.first { $0 is TakeStep })
    #expect(
      try step.items(scope).map(\.line) == [
        #"run ["./photos"]"#, #"run ["./pictures"]"#, #"run ["./photos"] run ["./pictures"]"#, nil,
        #"run ["./pictures"]"#,
      ]
    )
  }

  @Test func `what was chosen and not yet taken is waited for`() throws {
    let chosen = MediaChoice.Segment(id: "dunes-01", value: .zero, picks: [candidate], spares: [])
    try result("choice", MediaChoice(segments: [chosen]))
    let waits = #expect(throws: StageWaits.self) {
      try files(asked: ["photos"]).files(of: "dunes-01")
    }
    #expect(waits?.path == ".cutroom/results/media/found-dunes-01.json")
  }

  @Test func `without a provider there is nothing new to do, and the match says what it said`()
    async throws
  {
    let media = try rig.stage("media")
    let picture = try await MediaFixtures.shared.path(.redJpeg)
    try rig.write("library/grass.jpg", try fileBytes(picture))
    let ran = try rig.run(media).ran.filter { $0.count < 64 }
    #expect(ran == ["match", "dunes-02"])
    #expect(
      try rig.json(".cutroom/results/media/match.json").object?.keys.sorted() == [
        "files", "looks", "segments",
      ]
    )
  }

  @Test func `what results depend on is what it was before there were providers`() throws {
    try rig.discover(["dunes"])
    try rig.run(try rig.stage("refine"))
    for (stage, names) in Self.inputs {
      let steps = try rig.stage(stage).steps
      let items = try steps[0].items(rig.scope(of: stage))
      #expect(items[0].inputs.map(Self.name) == names, "\(stage)")
    }
  }

  private static let inputs = [
    ("refine", ["topics/discovered.json#/topics/dunes"]),
    ("script", ["topics/refined.json#/topics/dunes", "topics/refined.json#/topics/count"]),
    (
      "tags",
      [
        "scripts/dunes.json#/segments/dunes-01/text", "scripts/dunes.json#/segments/dunes-01/role",
        "scripts/dunes.json#/language", "topics/refined.json#/topics/dunes/keyPhrases",
      ]
    ),
    (
      "narration",
      ["scripts/dunes.json#/segments/dunes-01/text", "scripts/dunes.json#/language"]
    ), ("music", ["topics/refined.json#/keyPhrases"]),
    (
      "media",
      [
        "scripts/tags.json", "settings.video.size", "scripts/dunes.json#/segments/dunes-01/text",
        "scripts/dunes.json#/segments/dunes-01/role",
        "scripts/dunes.json#/segments/dunes-02/text",
        "scripts/dunes.json#/segments/dunes-02/role",
      ]
    ),
  ]

  private static func name(_ input: ItemInput) -> String {
    switch input {
    case .file(let path), .workspaceFile(let path): path.description
    case .value(let name, _, _): name
    }
  }
}
