import CutroomModel
import Testing

@testable import CutroomCLI

/// A small report: two pictures, two takes with captions, and music.
enum ReportFixture {
  static let take = "assets/audio/dunes-01.mp3"
  static let clip = "assets/videos/b.mp4"
  static let still = "assets/images/a.jpg"
  static let track = "assets/music/breeze.mp3"

  static func timeline() throws -> Timeline {
    func visual(
      _ kind: Timeline.Visual.Kind,
      _ file: String,
      _ start: Int64,
      _ end: Int64
    )
      -> Timeline.Visual
    {
      Timeline.Visual(
        segmentId: "dunes-01",
        kind: kind,
        file: file,
        sha256: .zero,
        startFrame: start,
        endFrame: end,
        fadeInFrames: 0,
        sourceStartUs: kind == .video ? 2_000_000 : 0,
        motion: nil
      )
    }
    func take(_ number: Int, _ start: Int64, _ end: Int64) -> Timeline.Take {
      Timeline.Take(
        segmentId: "dunes-0\(number)",
        file: "assets/audio/dunes-0\(number).mp3",
        sha256: .zero,
        startFrame: start,
        endFrame: end,
        durationUs: 2_000_000
      )
    }
    return Timeline(
      title: "Dunes",
      width: 320,
      height: 180,
      fps: try #require(FrameRate(25, 1)),
      durationInFrames: 100,
      visuals: [visual(.image, still, 0, 50), visual(.video, clip, 50, 90)],
      narration: [take(1, 0, 50), take(2, 50, 100)],
      music: Timeline.Music(
        trackId: "breeze",
        file: track,
        sha256: .zero,
        durationUs: 9_000_000,
        loudness: -20
      ),
      captions: [
        .init(segmentId: "dunes-01", lines: ["Sand", "moves"], startFrame: 2, endFrame: 40),
        .init(segmentId: "dunes-02", lines: ["Dunes walk"], startFrame: 52, endFrame: 96),
      ]
    )
  }

  static func finding(
    _ path: String,
    _ severity: Finding.Severity = .error,
    rule: String = "media-truncated",
    message: String = "It ends early"
  ) -> Finding {
    Finding(rule: rule, severity: severity, path: path, message: message, hint: "cutroom run sandy")
  }

  static func media(_ path: String, look: ReportMedia.Look = .leftOut) -> ReportMedia {
    ReportMedia(
      path: path,
      bytes: 1234,
      facts: MediaFacts(kind: .image, libavformat: "59"),
      look: look
    )
  }

  static func picture(_ count: Int = 10) -> ReportMedia.Look {
    let bytes = [UInt8](repeating: 7, count: count)
    let size = PictureSize(width: 320, height: 180)
    return .picture(ReportPicture(kind: .frame, bytes: bytes, size: size))
  }

  static func matter(
    _ findings: [Finding] = [],
    media: [ReportMedia] = [still, clip, take, track, "renders/video.mp4"].map { media($0) },
    timeline: Timeline? = nil
  ) throws -> ReportMatter {
    var names = SegmentNames()
    names.add(try #require(ProjectPath("scripts/dunes.json")), ["dunes-01", "dunes-02"])
    return ReportMatter(
      subject: ReportSubject(kind: .project, name: "sandy"),
      title: "Dunes",
      at: Instant(microseconds: 1_772_357_400_000_000),
      program: "1.2.3",
      findings: findings,
      timeline: try timeline ?? Self.timeline(),
      documents: names,
      media: media
    )
  }

  static func text(_ matter: ReportMatter) -> String {
    String(decoding: ReportPage(matter).bytes(), as: UTF8.self)
  }
}
