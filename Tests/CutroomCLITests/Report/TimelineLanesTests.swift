import CutroomModel
import Testing

@testable import CutroomCLI

@Suite struct TimelineLanesTests {
  func lanes(_ timeline: Timeline, _ findings: [Finding] = []) throws -> TimelineLanes {
    let scenes = FindingScenes(try ReportFixture.matter(findings, timeline: timeline))
    return TimelineLanes(timeline, findings, scenes)
  }

  @Test func `everything stands at its part of the whole, with the worst that was found`() throws {
    let findings = [
      ReportFixture.finding("timeline.json#/visuals/1", .warning),
      ReportFixture.finding(ReportFixture.clip, .error),
      ReportFixture.finding("timeline.json#/captions/0", .warning),
    ]
    let lanes = try lanes(ReportFixture.timeline(), findings)
    #expect(lanes.seconds == 4)
    #expect(lanes.lanes.map(\.name) == ["Pictures", "Narration", "Captions", "Music"])
    #expect(
      lanes.lanes.map { $0.blocks.map(\.span) } == [
        [0...0.5, 0.5...0.9], [0...0.5, 0.5...1], [0.02...0.4, 0.52...0.96], [0...1],
      ]
    )
    #expect(lanes.lanes[0].blocks.map(\.worst) == [nil, .error])
    #expect(lanes.lanes[0].blocks.map(\.finding) == [nil, 1])
    #expect(lanes.lanes[2].blocks.map(\.finding) == [2, nil])
  }

  @Test func `a long timeline has no more blocks than can be seen, and keeps their faults`() throws
  {
    var timeline = try ReportFixture.timeline()
    let captions = (0..<20_000).map { index in
      Timeline.Caption(
        segmentId: "dunes-01",
        lines: ["word"],
        startFrame: Int64(index) * 10,
        endFrame: Int64(index) * 10 + 10
      )
    }
    timeline.captions = captions
    timeline.durationInFrames = 200_000
    let fault = ReportFixture.finding("timeline.json#/captions/12345")
    let blocks = try lanes(timeline, [fault]).lanes[2].blocks
    #expect(blocks.count < 2000)
    #expect(blocks.map(\.count).reduce(0, +) == 20_000)
    #expect(blocks.count { $0.worst == .error } == 1)
  }

  static let impossible: [(Int64, Int64)] = [
    (0, 0), (-5, 100), (.max, .max), (1 << 60, 3), (.min, .max), (70, 20),
  ]

  @Test(arguments: impossible)
  func `frames that cannot be are drawn inside the picture`(start: Int64, end: Int64) throws {
    var timeline = try ReportFixture.timeline()
    timeline.visuals[0].startFrame = start
    timeline.visuals[0].endFrame = end
    timeline.durationInFrames = end
    let finding = ReportFixture.finding("timeline.json#/visuals/0")
    for lane in try lanes(timeline, [finding]).lanes {
      for block in lane.blocks { #expect((0...1).contains(block.span.lowerBound)) }
    }
    let text = ReportFixture.text(try ReportFixture.matter([finding], timeline: timeline))
    #expect(text.contains("<svg") && !text.contains("nan") && !text.contains("inf\""))
  }
}

@Suite struct FindingMarksTests {
  func marks(_ findings: [Finding], width: Double) throws -> FindingMarks {
    let timeline = try ReportFixture.timeline()
    let scenes = FindingScenes(try ReportFixture.matter(findings))
    return FindingMarks(timeline, findings, scenes, width: width)
  }

  @Test func `marks at one place stand in rows, errors first`() throws {
    let findings = [
      ReportFixture.finding("timeline.json#/visuals/0", .warning),
      ReportFixture.finding("timeline.json#/narration/0", .error),
      ReportFixture.finding("timeline.json#/narration/1", .error),
    ]
    let marks = try marks(findings, width: 0.1)
    #expect(marks.marks.map(\.finding) == [1, 2, 0])
    #expect(marks.marks.map(\.row) == [0, 0, 1])
    #expect(marks.unmarked == 0)
  }

  @Test func `what has no room is counted`() throws {
    let findings = (0..<20).map { number in
      ReportFixture.finding("timeline.json#/visuals/0", rule: "rule-\(number)")
    }
    let marks = try marks(findings, width: 0.1)
    #expect(marks.marks.count == 8)
    #expect(marks.unmarked == 12)
  }
}
