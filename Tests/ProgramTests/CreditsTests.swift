import CutroomModel
import CutroomSystem
import Testing

/// `cutroom credits`, on the sample documents: a picture and a piece with sidecars, a clip without.
@Suite struct CreditsTests {
  private let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "P", "--id", "p"], in: place.path)
  }

  private func put(_ sample: String, _ path: String, _ edit: (String) -> String = { $0 }) throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try Descriptor.openForReading("\(root)/Tests/Samples/1.0/\(sample).json")
    let text = String(decoding: try file.readAll(limit: 1 << 20), as: UTF8.self)
    try place.write(edit(text), to: "public/projects/p/\(path)")
  }

  private func fill(_ edit: (String) -> String = { $0 }) throws {
    let picture = "de7d1b721a1e0632b7cf04edf5032c8ecffa9f9a08492152b926f1a5a7e765d7"
    try put("timeline", "timeline.json")
    try put("asset-metadata", "assets/images/\(picture).metadata.json", edit)
    try put("track-metadata", "assets/music/meadow.metadata.json")
  }

  private func credits(_ options: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.cutroom(["credits", "p"] + options, in: place.path)
  }

  private static let work =
    "“Poppies” (https://example.org/p) by A. Painter is licensed under CC BY 4.0 "
    + "(https://creativecommons.org/licenses/by/4.0/), edited"

  @Test func `what the timeline shows and plays is named as its licence asks`() throws {
    try fill()
    let outcome = try credits()
    #expect(outcome.output == "Pictures\n  \(Self.work)\n\nMusic\n  \(Self.work)\n")
    #expect(outcome.error.contains(".mp4: no sidecar says whose it is"))
    #expect(outcome.status == .exited(0))
    #expect(try credits("--check").status == .exited(4))
    let markdown = try credits("--format", "markdown").output
    #expect(
      markdown.hasPrefix("## Pictures\n\n- [“Poppies”](<https://example.org/p>) by A. Painter")
    )
    let html = try credits("--format", "html").output
    #expect(html.contains("<a href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>"))
  }

  @Test func `programs get every member, and what is missing`() throws {
    try fill { $0.replacing("\"author\": \"A. Painter\",", with: "") }
    let answer = try JSONReader.read(Array(try credits("--json").output.utf8))
    let credits = try #require(answer["credits"]?.array)
    #expect(credits.map { $0["kind"]?.string } == ["image", "video", "music"])
    #expect(credits[0]["missing"] == ["author"])
    #expect(credits[0]["licence"]?["name"] == "CC BY 4.0")
    #expect(credits[0]["provider"] == "library")
    #expect(credits[1]["missing"] == ["sidecar"])
    #expect(credits[2]["author"] == "A. Painter")
    #expect(try self.credits("--check", "--json").status == .exited(4))
  }

  @Test func `without a timeline nobody is named, and that is said`() throws {
    let outcome = try credits()
    #expect(outcome.status == .exited(8))
    #expect(outcome.error.contains("cutroom run p --until timeline"))
  }
}
