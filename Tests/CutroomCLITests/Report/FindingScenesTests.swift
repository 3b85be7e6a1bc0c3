import CutroomModel
import Testing

@testable import CutroomCLI

@Suite struct FindingScenesTests {
  static let scenes: [(String, String?, [TimelineEntry])] = [
    ("assets/images/a.jpg", ReportFixture.still, [.visual(0)]),
    ("assets/videos/b.metadata.json#/rights", ReportFixture.clip, [.visual(1)]),
    ("assets/audio/dunes-01.timestamps.json#/words/2", ReportFixture.take, [.take(0)]),
    ("timeline.json#/visuals/1/file", ReportFixture.clip, [.visual(1)]),
    ("timeline.json#/narration/1", "assets/audio/dunes-02.mp3", [.take(1)]),
    ("timeline.json#/captions/0", ReportFixture.take, [.caption(0)]),
    ("timeline.json#/music/trackId", ReportFixture.track, [.music]),
    ("scripts/dunes.json#/segments/1", "assets/audio/dunes-02.mp3", [.take(1)]),
    ("renders/video.report.json#/checks/0", "renders/video.mp4", []),
    ("timeline.json#/visuals/7", nil, []), ("timeline.json#/visuals/x", nil, []),
    ("timeline.json", nil, []), ("scripts/dunes.json#/segments/9", nil, []),
    ("assets/images/odd#/name.jpg", nil, []),
  ]

  @Test(arguments: scenes)
  func `a finding is about a media file and its places on the timeline`(
    path: String,
    file: String?,
    entries: [TimelineEntry]
  ) throws {
    let finding = ReportFixture.finding(path)
    let scenes = FindingScenes(try ReportFixture.matter([finding]))
    #expect(scenes.file(of: finding) == file)
    #expect(scenes.entries(of: finding) == entries)
  }

  static let times: [(String, [Range<Int64>])] = [
    ("timeline.json#/visuals", [90..<100]), ("timeline.json#/durationInFrames", [0..<100]),
    ("timeline.json#/captions/1", [52..<96]), ("metadata.json", []),
  ]

  @Test(arguments: times)
  func `a finding has its time`(path: String, frames: [Range<Int64>]) throws {
    let finding = ReportFixture.finding(path)
    #expect(try FindingScenes(ReportFixture.matter([finding])).frames(of: finding) == frames)
  }

  @Test func `without a timeline findings still have their files`() throws {
    var matter = try ReportFixture.matter()
    matter.timeline = nil
    let finding = ReportFixture.finding("assets/videos/b.metadata.json")
    #expect(FindingScenes(matter).file(of: finding) == ReportFixture.clip)
    #expect(FindingScenes(matter).frames(of: finding) == [])
  }
}
