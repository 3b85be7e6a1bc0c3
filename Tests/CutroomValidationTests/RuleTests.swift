import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import CutroomWorkers
import MediaFixtures
import Testing

@Suite struct RuleTests {
  @Test func `a project that is right has no finding at any depth`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    // What a quick check goes by has to be measured once.
    for depth in [GateDepth.normal, .quick, .deep] {
      let report = try project.checkAndLearn(depth)
      #expect(report.findings == [], "\(depth)")
      #expect(report.valid)
    }
  }

  @Test(arguments: SeededFault.all)
  func `a fault is found by its rule and by no other`(_ fault: SeededFault) async throws {
    try await judge(fault)
  }

  @Test(arguments: SeededFault.measured)
  func `what a worker hears and sees is found by its rule and by no other`(
    _ fault: SeededFault
  ) async throws {
    try await judge(fault)
  }

  private func judge(_ fault: SeededFault) async throws {
    var small = try await SmallProject(
      image: fault.media.image,
      clip: fault.media.clip,
      take: fault.media.take,
      clipFrames: fault.clipFrames
    )
    fault.plan(&small)
    let project = try ProjectOnDisk(small)
    try fault.spoil(project)
    var evidence = try project.gate(measuring: fault.isMeasuring).evidence(depth: fault.depth)
    fault.alter(&evidence)
    let findings = Gate.findings(in: evidence)
    #expect(Set(findings.map(\.rule)) == [fault.rule], "\(findings)")
    #expect(findings.contains { $0.path.hasPrefix(fault.path) }, "\(findings)")
    let severities = Set(findings.map(\.severity))
    if let worst = fault.worst { #expect(severities.contains(.error) == (worst == .error)) }
    #expect(!RuleBook.isNeverWarning(fault.rule) || severities == [.error])
    #expect(findings.allSatisfy { !$0.message.isEmpty && !$0.hint.isEmpty })
  }

  @Test func `every rule has a fault that shows it`() {
    let shown = Set(SeededFault.all.map(\.listedRule))
    let listed = RuleBook.all.map { type(of: $0).id }
    #expect(shown == Set(listed))
    #expect(listed.count == Set(listed).count)
  }

  @Test func `findings keep to the severity of their rule or below`() async throws {
    var small = try await SmallProject(image: .redJpeg, clip: .faststartHalf)
    small.imageSidecar.rights.licence = nil
    let findings = try ProjectOnDisk(small).check().findings
    #expect(
      findings.map { "\($0.severity) \($0.rule)" }.sorted() == [
        "error media-truncated", "warning licence-missing", "warning output-resolution",
      ]
    )
  }

  @Test func `the documented table is the table of the rules`() throws {
    let file = "\(try packageFolder())/docs/validation.md"
    let text = String(
      decoding: try Descriptor.openForReading(file).readAll(limit: 1 << 20),
      as: UTF8.self
    )
    #expect(
      text.contains(RuleTable.markdown),
      "docs/validation.md should hold:\n\(RuleTable.markdown)"
    )
  }

  private func packageFolder() throws -> String {
    let parts = #filePath.split(separator: "/")
    return "/" + parts.dropLast(3).joined(separator: "/")
  }
}
