import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import CutroomWorkers
import MediaFixtures
import Testing

@Suite struct GateTests {
  @Test func `an asset cut in half is an error that names file and rule`() async throws {
    let small = try await SmallProject()
    let project = try ProjectOnDisk(small)
    let clip = small.clipSidecar.file
    let sidecar = clip.replacing(".mp4", with: ".metadata.json")
    try project.record([clip, sidecar], stage: "media")
    #expect(try project.check().findings == [])
    try project.cut(clip, toPercent: 50)
    let report = try project.check()
    #expect(!report.valid)
    #expect(report.findings.map(\.rule) == ["asset-damaged", "media-truncated"])
    #expect(report.findings.allSatisfy { $0.path == clip && $0.severity == .error })
    #expect(report.findings.allSatisfy { $0.hint.contains("cutroom run sandy (") })
    #expect(report.findings.allSatisfy { $0.hint.contains("cutroom accept sandy media/all") })
  }

  @Test func `what a person kept although it is cut off is a warning with the reason`() async throws
  {
    let small = try await SmallProject()
    let project = try ProjectOnDisk(small)
    let clip = small.clipSidecar.file
    let sidecar = clip.replacing(".mp4", with: ".metadata.json")
    try project.cut(clip, toPercent: 50)
    try project.record([clip, sidecar], stage: "media", acceptedBecause: "the end was black")
    let findings = try project.check().findings
    let own = findings.filter { $0.path == clip && $0.severity == .warning }
    #expect(own.map(\.rule).contains("media-truncated"))
    #expect(own.allSatisfy { $0.message.hasSuffix("; kept as it is: the end was black") })
    // What others say of it is still out of date.
    let errors = findings.filter { $0.severity == .error }
    #expect(errors.allSatisfy { $0.rule != "media-truncated" })
    #expect(errors.contains { $0.rule == "hash-mismatch" && $0.message.contains("timeline.json") })
  }

  @Test func `a report is fresh until a byte or a value changes`() async throws {
    let small = try await SmallProject()
    let project = try ProjectOnDisk(small)
    let report = try project.check()
    let memo = try ProjectLedger.load(project.project).memo
    #expect(try report.isFresh(for: project.project, memo: memo))
    let again = try project.bytes("timeline.json")
    try project.put("timeline.json", JSONWriter.canonical(try JSONReader.read(again)))
    #expect(try report.isFresh(for: project.project, memo: memo), "spaces are no value")
    try project.change("timeline.json") { $0["title"] = "Storms" }
    #expect(try report.firstChange(in: project.project, memo: memo) == "timeline.json")
    try project.put("timeline.json", again)
    try project.cut("assets/audio/dunes-01.mp3", toPercent: 99)
    #expect(
      try report.firstChange(in: project.project, memo: memo) == "assets/audio/dunes-01.mp3"
    )
  }

  @Test func `a file that the report does not cover makes it stale for who needs it`() async throws
  {
    let project = try ProjectOnDisk(try await SmallProject())
    let report = try project.check()
    let memo = try ProjectLedger.load(project.project).memo
    let other = try project.path("assets/images/other.jpg")
    #expect(
      try report.firstChange(in: project.project, memo: memo, needed: [other])
        == "assets/images/other.jpg"
    )
  }

  @Test func `media that did not change are not measured again`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    #expect(try measured(project) == 5)
    #expect(try measured(project) == 0)
    let track = try project.bytes("assets/music/breeze.mp3")
    try project.put("assets/music/breeze.mp3", track.dropLast(2000))
    #expect(try measured(project) == 1)
  }

  @Test func `a quick check opens no media and still knows what was measured`() async throws {
    let small = try await SmallProject(clip: .faststartHalf)
    let project = try ProjectOnDisk(small)
    #expect(try project.check(.quick).findings.map(\.rule) == ["media-unchecked"])
    let ledger = try ProjectLedger.load(project.project)
    let gate = Gate(project: project.project, ledger: ledger, media: workers)
    #expect(try gate.check(depth: .normal).findings.map(\.rule) == ["media-truncated"])
    let quick = Gate(project: project.project, ledger: ledger, media: nil)
    #expect(try quick.check(depth: .quick).findings.map(\.rule) == ["media-truncated"])
  }

  @Test func `a missing worker program is one warning, not a crash`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    let ledger = try ProjectLedger.load(project.project)
    let nobody = MediaWorkers(atOnce: 2, folder: "/nonexistent")
    let report = try Gate(project: project.project, ledger: ledger, media: nobody).check()
    #expect(report.findings.map(\.rule) == ["media-unchecked"])
    #expect(report.findings[0].message.contains("cutroom-media is missing"))
  }

  @Test func `a finished video is no input of its own render`() async throws {
    var small = try await SmallProject()
    small.report = RenderReport(
      file: "renders/video.mp4",
      sha256: .zero,
      bytes: 1,
      timeline: .zero,
      media: small.clip.facts,
      loudness: -16,
      truePeak: -1,
      checks: []
    )
    let project = try ProjectOnDisk(small)
    try project.put("validation.json", text: "rubbish")
    let report = try project.gate(scope: .inputsOfRender).check()
    #expect(report.findings == [])
    #expect(!report.digests.keys.contains { $0.hasPrefix("renders/") || $0 == "validation.json" })
    let all = try project.check().findings
    #expect(all.map(\.rule) == ["hash-mismatch", "render-outdated", "document-malformed"])
  }

  @Test func `a project that cutroom did not make is judged by its tree alone`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.project.tree.root.removeTree(".cutroom")
    for name in ["topics/discovered.json", "topics/refined.json", "scripts/tags.json"] {
      try project.remove(name)
    }
    #expect(try project.check().findings == [])
    #expect(try project.project.tree.root.facts(".cutroom") == nil)
  }

  @Test func `backups are passed over, and of corrupt copies only that they are there`()
    async throws
  {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.put("timeline.json.backup.1", text: "{")
    try project.put("scripts/dunes.json.corrupt-20260101", text: "{")
    try project.put("assets/images/.ct-0123.tmp", text: "half")
    let findings = try project.check().findings
    #expect(findings.map(\.rule) == ["corrupt-copy"])
    #expect(
      findings.first?.message == "1 bytes that stood at scripts/dunes.json and could not be used"
    )
    #expect(findings.first?.hint.contains("rm public/projects/sandy/scripts/dunes.json.") == true)
  }

  @Test func `what progress throws ends the check`() async throws {
    struct Stop: Error {}
    let project = try ProjectOnDisk(try await SmallProject())
    #expect(throws: Stop.self) {
      try project.gate().check { progress in
        if progress.phase == .measuring { throw Stop() }
      }
    }
    #expect(try project.check().valid)
  }

  private func measured(_ project: ProjectOnDisk) throws -> Int {
    var count = 0
    _ = try project.gate().check { if $0.phase == .measuring { count = $0.done } }
    return count
  }
}
