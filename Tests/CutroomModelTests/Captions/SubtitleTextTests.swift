import CutroomModel
import Testing
import TimelineFixtures

struct SubtitleTextTests {
  private func timeline(_ captions: [Timeline.Caption]) throws -> Timeline {
    var timeline = try TimelinePlanner.plan(
      TimelineRequest(
        title: "T",
        settings: TimelineSettings(width: 320, height: 180, fps: rate(30)),
        segments: [segment("a", "a.mp3", seconds: 5, showing: [still("s.jpg")])],
        music: nil
      )
    )
    timeline.captions = captions
    return timeline
  }

  private func caption(_ lines: String..., from start: Int64, to end: Int64) -> Timeline.Caption {
    Timeline.Caption(segmentId: "a", lines: lines, startFrame: start, endFrame: end)
  }

  @Test func `SubRip is numbered, with commas, and keeps arrows out`() throws {
    let plan = try timeline([
      caption("One & two", "<three>", from: 15, to: 60), caption("a --> b", from: 60, to: 108_000),
    ])
    #expect(
      SubRipText.text(of: plan) == """
        1
        00:00:00,500 --> 00:00:02,000
        One & two
        <three>

        2
        00:00:02,000 --> 01:00:00,000
        a → b


        """
    )
  }

  @Test func `WebVTT escapes what would be markup`() throws {
    let plan = try timeline([caption("One & <two>", from: 1, to: 1)])
    #expect(
      WebVTTText.text(of: plan) == """
        WEBVTT

        1
        00:00:00.033 --> 00:00:00.034
        One &amp; &lt;two&gt;


        """
    )
  }

  @Test func `a script for libass holds text, not commands, on the chunk's own clock`() throws {
    let plan = try timeline([
      caption("{\\b1}a\\Nb", "c", from: 31, to: 62), caption("later", from: 90, to: 120),
    ])
    let script = try #require(ASSText.captions(of: plan, from: 30, to: 60))
    #expect(
      script.split(separator: "\n").last
        == "Dialogue: 0,0:00:00.03,0:00:01.00,Caption,,0,0,0,,\\{\\\u{2060}b1\\}a\\\u{2060}Nb\\Nc"
    )
    #expect(script.contains("PlayResX: 320"))
    #expect(ASSText.captions(of: plan, from: 130, to: 160) == nil)
  }

  @Test func `hostile frames do not stop a writer`() throws {
    let plan = try timeline([
      caption("x", from: .min, to: .max), caption("", "\n", from: -5, to: -9),
    ])
    #expect(SubRipText.text(of: plan).hasPrefix("1\n00:00:00,000 --> "))
    _ = WebVTTText.text(of: plan)
    _ = ASSText.captions(of: plan, from: 0, to: 10)
  }

  @Test func `fonts are asked character by character`() {
    let fonts = FontCoverage(fontconfig: "20-7e a0-ff 100\n30-200 zz 5-1 -\n")
    #expect(fonts.missing(in: "abc ŀ Ƞ 雨雨\u{200D}") == ["Ƞ", "雨"])
    #expect(FontCoverage.package(for: "雨") == "fonts-noto-cjk")
    #expect(FontCoverage(fontconfig: "").missing(in: "a b") == ["a", "b"])
  }
}
