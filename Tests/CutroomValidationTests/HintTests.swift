import CutroomModel
import CutroomStore
import CutroomValidation
import MediaFixtures
import Testing

@Suite struct HintTests {
  @Test func `a word that a member cannot be is told with its place and its kind`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.change("scripts/dunes.json") { script in
      guard case .array(var segments)? = script["segments"] else { return }
      segments[0]["role"] = "hokus"
      script["segments"] = .array(segments)
    }
    let findings = try project.check().findings
    let invalid = try #require(findings.first { $0.rule == "document-invalid" })
    #expect(invalid.message.contains("/segments/0/role is \"hokus\", which is not allowed here"))
    #expect(invalid.hint.contains("cutroom schema script;"))
  }

  @Test func `a file that changed after another stage used it only needs a run`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    let take = "assets/audio/dunes-01"
    try project.record(["timeline.json"], stage: "timeline")
    try project.change("timeline.json") { timeline in
      guard case .array(var takes)? = timeline["narration"] else { return }
      takes[0]["sha256"] = .string(Digest.zero.description)
      timeline["narration"] = .array(takes)
    }
    try project.record(["\(take).mp3", "\(take).timestamps.json"], stage: "narration")
    let findings = try project.check().findings
    let mismatch = try #require(findings.first { $0.rule == "hash-mismatch" })
    #expect(mismatch.hint == "Bring it up to date: cutroom run sandy")
  }

  @Test func `a sidecar that never fitted its file has the item made again`() async throws {
    var small = try await SmallProject()
    small.takes[0].sha256 = .zero
    let project = try ProjectOnDisk(small)
    let take = "assets/audio/dunes-01"
    try project.record(["\(take).mp3", "\(take).timestamps.json"], stage: "narration")
    let findings = try project.check().findings.filter { $0.rule == "hash-mismatch" }
    #expect(
      findings.map(\.hint) == [
        "Make it again: cutroom run sandy --stage narration --item all --force"
      ]
    )
  }

  @Test func `cures can be pasted whatever the names are`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.put("out/a b.txt", text: "b")
    try project.record(["out/a b.txt"], stage: "copy", item: "$(reboot)")
    try project.forget("$(reboot)", of: "copy")
    try project.put("out/it's.bin", text: "old")
    try project.record(["out/it's.bin"], stage: "copy", item: "-it's")
    try project.put("out/it's.bin", text: "new")
    try project.put("notes; rm x.corrupt-1", text: "{")
    let hints = Dictionary(
      try project.check().findings.map { ($0.rule, $0.hint) },
      uniquingKeysWith: { first, _ in first }
    )
    let place = "public/projects/sandy"
    #expect(hints["output-orphaned"]?.contains("rm '\(place)/out/a b.txt';") == true, "\(hints)")
    #expect(hints["asset-damaged"]?.contains("accept sandy 'copy/-it'\\''s'") == true, "\(hints)")
    #expect(hints["corrupt-copy"]?.hasSuffix("rm '\(place)/notes; rm x.corrupt-1'") == true)
    let key = ItemKey(stage: "copy", item: "-it's")
    #expect(
      key.remaking(in: project.project.id)
        == "cutroom run sandy --stage copy --item='-it'\\''s' --force"
    )
  }

  @Test(arguments: [(1000, 1001, "44 % of it are cut off"), (320, 640, "most of it is cut off")])
  func `how much of an upright picture is lost is told`(
    width: Int,
    height: Int,
    words: String
  ) async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    var evidence = try project.gate().evidence(depth: .normal)
    evidence.documents.timeline?.content.width = 1920
    evidence.documents.timeline?.content.height = 1080
    evidence.alter(allIn: "assets/images") { truth in
      truth.facts.displayWidth = width
      truth.facts.displayHeight = height
    }
    let finding = Gate.findings(in: evidence).first { $0.rule == "orientation-mismatch" }
    #expect(finding?.message.hasSuffix(words) == true, "\(String(describing: finding))")
  }

  @Test func `each decision has a cure of its own, and the gate's own is no finding`() async throws
  {
    let project = try ProjectOnDisk(try await SmallProject())
    let codes = [
      "title-card", "no-music", "feed-unreadable", "library-file-skipped", "visual-repeated",
      "validation-warnings", "of-a-later-version",
    ]
    try project.record(
      ["scripts/tags.json"],
      stage: "media",
      decisions: codes.map { Decision(code: $0, message: "m") }
    )
    let findings = try project.check().findings
    #expect(
      Set(findings.map(\.rule))
        == Set(codes.map { "decision-\($0)" }).subtracting(["decision-validation-warnings"])
    )
    #expect(Set(findings.map(\.hint)).count == findings.count)
    #expect(
      findings.last { $0.rule == "decision-of-a-later-version" }?.hint.contains("cutroom log sandy")
        == true
    )
  }

  @Test func `a picture that is too small says which side`() async throws {
    var small = try await SmallProject()
    small.timeline.width = 400
    small.timeline.height = 120
    let findings = try ProjectOnDisk(small).check().findings
    let softs = findings.filter { $0.rule == "output-resolution" }
    #expect(!softs.isEmpty)
    for soft in softs {
      #expect(soft.message.hasSuffix("frame of 400×120: its width of 320 is below 400"))
    }
  }

  @Test func `the decision for a card ends with the card`() async throws {
    let small = try await SmallProject()
    let project = try ProjectOnDisk(small)
    let segment = small.timeline.visuals[0].segmentId
    let card = Decision(code: "title-card", message: "m")
    try project.record(["scripts/tags.json"], stage: "media", item: segment, decisions: [card])
    #expect(try project.check().findings == [])
  }

  @Test func `a card that is shown no more is nobody's orphan`() async throws {
    var small = try await SmallProject()
    small.imageSidecar.sources = [.init(provider: "card", path: "title-card")]
    let shown = small.timeline.visuals.filter { $0.file != small.imageSidecar.file }
    #expect(shown.count < small.timeline.visuals.count)
    small.timeline.visuals = shown
    #expect(!(try ProjectOnDisk(small).check().findings.map(\.rule).contains("orphan-file")))
    small.imageSidecar.sources = [.init(provider: "library", path: "library/a.jpg")]
    let orphan = try ProjectOnDisk(small).check().findings.first { $0.rule == "orphan-file" }
    #expect(orphan?.message == "The timeline does not use it, and no stage asks for it now")
  }
}
