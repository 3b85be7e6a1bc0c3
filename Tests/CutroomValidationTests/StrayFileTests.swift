import CutroomModel
import CutroomValidation
import Testing

@Suite struct StrayFileTests {
  @Test func `a broken file that nothing names is no reason against a render`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.put("assets/images/notes.txt", Array("to do: more pictures".utf8))
    try project.put("assets/images/Thumbs.db", [])
    let report = try project.check()
    #expect(report.valid)
    #expect(
      Set(report.findings.map { "\($0.severity) \($0.rule) \($0.path)" }) == [
        "warning media-undecodable assets/images/notes.txt",
        "warning orphan-file assets/images/notes.txt",
        "warning media-empty assets/images/Thumbs.db",
        "warning orphan-file assets/images/Thumbs.db",
      ]
    )
  }
}
