import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import MediaFixtures
import Testing

@Suite struct WaivingTests {
  private func soft(_ waivers: [Waiver]) async throws -> ProjectOnDisk {
    var small = try await SmallProject(image: .redJpeg, clip: .faststartHalf)
    small.imageSidecar.rights.licence = nil
    let project = try ProjectOnDisk(small)
    try project.put("waivers.json", Waivers(waivers: waivers))
    return project
  }

  @Test func `a waived warning is no finding, and the report says why`() async throws {
    let until = CalendarDate(year: 2099, month: 1, day: 1)
    let project = try await soft([
      Waiver(rule: "licence-missing", reason: "our own picture", until: until),
      Waiver(rule: "output-resolution", path: "assets/images/*", reason: "it is a sketch"),
      Waiver(rule: "media-truncated", reason: "nobody may say so"),
    ])
    let report = try project.check()
    #expect(report.findings.map(\.rule) == ["media-truncated"])
    #expect(!report.valid)
    let waived = try #require(report.waived)
    #expect(waived.map(\.finding.rule).sorted() == ["licence-missing", "output-resolution"])
    #expect(waived.map(\.reason).sorted() == ["it is a sketch", "our own picture"])
    #expect(waived.map(\.until).contains(until))
  }

  @Test func `a waiver that ended waives nothing and is told`() async throws {
    let yesterday = CalendarDate(at: Instant(microseconds: SystemClock.real.now() - 90_000_000_000))
    let project = try await soft([
      Waiver(rule: "licence-missing", reason: "for now", until: yesterday)
    ])
    let rules = try project.check().findings.map(\.rule)
    #expect(
      rules.sorted() == [
        "licence-missing", "media-truncated", "output-resolution", "waiver-expired",
      ]
    )
  }

  @Test func `a waiver without a reason is none`() async throws {
    let project = try await soft([Waiver(rule: "licence-missing", reason: " ")])
    let findings = try project.check().findings
    let invalid = try #require(findings.first { $0.rule == "document-invalid" })
    #expect(invalid.path == "waivers.json")
    #expect(invalid.message.contains("a waiver needs a reason"), "\(invalid)")
    #expect(findings.map(\.rule).contains("licence-missing"))
  }

  @Test func `a profile changes severities and nothing else`() async throws {
    let project = try await soft([Waiver(rule: "licence-missing", reason: "later")])
    let standard = try project.check()
    let publish = try project.check(profile: .publish)
    #expect(standard.findings.map(\.rule) == ["output-resolution", "media-truncated"])
    // What publishing demands is an error, and an error cannot be waived.
    #expect(publish.findings.map(\.rule).contains("licence-missing"))
    #expect(publish.findings.first { $0.rule == "licence-missing" }?.severity == .error)
    #expect(publish.waived == [])
    #expect(publish.profile == .publish)
  }

  @Test(arguments: ValidationProfile.allCases)
  func `a profile judges rules that there are`(_ profile: ValidationProfile) {
    #expect(Set(profile.rules).isSubset(of: RuleBook.ids))
    for rule in RuleBook.all.map({ type(of: $0) }) {
      let severity = profile.severity(of: rule.id)
      #expect(severity == nil || profile != .standard)
      if profile == .draft, severity != nil { #expect(rule.severity == .error) }
    }
  }

  @Test func `a draft may lack what only spoils it`() async throws {
    var small = try await SmallProject()
    small.takes[1].words.removeLast()
    let project = try ProjectOnDisk(small)
    #expect(try !project.check().valid)
    let draft = try project.check(profile: .draft)
    #expect(draft.valid)
    #expect(draft.findings.map(\.severity) == [.warning])
  }

  @Test func `what a person accepted of a stage's decisions is no finding`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    let decision = Decision(code: "no-music", message: "nothing fits")
    try project.record(
      ["scripts/tags.json"],
      stage: "music",
      decisions: [decision],
      acceptedBecause: "silence suits it"
    )
    #expect(try project.check(profile: .publish).findings == [])
    try project.record(["scripts/tags.json"], stage: "music", decisions: [decision])
    #expect(try project.check(profile: .publish).findings.map(\.severity) == [.error])
  }
}
