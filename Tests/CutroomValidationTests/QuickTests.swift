import CutroomModel
import CutroomStore
import CutroomValidation
import MediaFixtures
import Testing

@Suite struct QuickTests {
  @Test func `what the last check found is told without opening a file, until one is another`()
    async throws
  {
    let project = try ProjectOnDisk(try await SmallProject(clip: .faststartHalf))
    #expect(Gate.remembered(of: project.project, profile: .standard) == nil)
    let found = try project.check().findings
    #expect(found.map(\.rule) == ["media-truncated"])
    #expect(remembered(project)?.findings == found)
    #expect(remembered(project)?.depth == .quick)
    try project.put("waivers.json", Waivers())
    #expect(remembered(project) == nil)
    _ = try project.check()
    #expect(remembered(project)?.findings == found)
    try project.put("assets/images/.hidden", text: "no part of it")
    #expect(remembered(project)?.findings == found)
    let timeline = try project.bytes("timeline.json")
    try project.put("timeline.json", timeline)
    #expect(remembered(project) == nil, "the same bytes in another file")
  }

  @Test func `files that came or went make it forget`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    _ = try project.check()
    try project.put("assets/images/more.bin", text: "new")
    #expect(remembered(project) == nil)
    try project.remove("assets/images/more.bin")
    #expect(remembered(project)?.findings == [])
    try project.record(["topics/selected.json"], stage: "select")
    #expect(remembered(project) == nil, "the journal says more")
  }

  @Test func `a file that is another than was measured is told to be unknown`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.put("assets/proxies/small.bin", text: "small")
    try project.record(["assets/proxies/small.bin"], stage: "proxies")
    _ = try project.checkAndLearn()
    #expect(try project.check(.quick).findings == [])
    let take = try project.bytes("assets/audio/dunes-01.mp3")
    try project.put("assets/audio/dunes-01.mp3", [UInt8](repeating: 0, count: take.count))
    try project.put("assets/proxies/small.bin", text: "other")
    let quick = try project.check(.quick)
    #expect(quick.findings.map(\.rule) == ["media-unchecked"])
    #expect(quick.findings.first?.message.hasPrefix("2 files were not measured: ") == true)
    #expect(quick.findings.first?.hint.hasSuffix("cutroom validate sandy") == true)
    #expect(try !project.check(.quick, profile: .publish).valid)
  }

  @Test func `what is found of the store's own files is not remembered`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.put(".cutroom/journal.corrupt-1", text: "no record")
    #expect(try project.check().findings.map(\.rule) == ["corrupt-copy"])
    // It may have been removed since, which no stamp of the project tells.
    #expect(remembered(project)?.findings == [])
  }

  @Test func `a profile and waivers count for what is remembered`() async throws {
    var small = try await SmallProject()
    small.imageSidecar.rights.licence = nil
    let project = try ProjectOnDisk(small)
    try project.put(
      "waivers.json",
      Waivers(waivers: [Waiver(rule: "licence-missing", reason: "ours")])
    )
    _ = try project.check()
    #expect(remembered(project)?.findings == [])
    #expect(remembered(project)?.waived?.map(\.reason) == ["ours"])
    let publish = Gate.remembered(of: project.project, profile: .publish)
    #expect(publish?.valid == false)
  }

  @Test(arguments: ["", "x", "{}", "{\"stamp\": 5} 00000000"])
  func `a memory that is damaged tells nothing`(_ text: String) async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    _ = try project.checkAndLearn()
    try project.put(".cutroom/verdict", text: text)
    #expect(remembered(project) == nil)
    #expect(try project.check(.quick).findings == [])
  }

  @Test func `a file that just changed is not remembered as settled`() async throws {
    let project = try ProjectOnDisk(try await SmallProject(), isAhead: false)
    try project.put("topics/refined.json", project.bytes("topics/refined.json"))
    _ = try project.check()
    #expect(remembered(project) == nil)
  }

  @Test func `what was measured before a check was stopped is not measured again`() async throws {
    struct Stop: Error {}
    let project = try ProjectOnDisk(try await SmallProject())
    #expect(throws: Stop.self) {
      _ = try project.gate().examine(depth: .normal) { progress in
        if progress.phase == .measuring, progress.done == 3 { throw Stop() }
      }
    }
    var measured = 0
    _ = try project.gate().examine(depth: .normal) {
      if $0.phase == .measuring { measured = $0.done }
    }
    #expect((1..<5).contains(measured))
  }

  @Test func `what an earlier version measured is measured anew`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    _ = try project.check()
    let lines = String(decoding: try project.bytes(".cutroom/probes"), as: UTF8.self)
    try #require(lines.contains("\"measured\":2"))
    // A line without a checksum is one of an earlier version, too.
    let old = lines.split(separator: "\n").map {
      $0.dropLast(9).replacing("\"measured\":2,", with: "").replacing(",\"measured\":2", with: "")
    }
    try project.put(".cutroom/probes", text: old.joined(separator: "\n") + "\n")
    var measured = 0
    let result = try project.gate().examine(depth: .normal) {
      if $0.phase == .measuring { measured = $0.done }
    }
    #expect(result.findings == [])
    #expect(measured == 5)
  }

  private func remembered(_ project: ProjectOnDisk) -> ValidationReport? {
    Gate.remembered(of: project.project, profile: .standard)
  }
}
