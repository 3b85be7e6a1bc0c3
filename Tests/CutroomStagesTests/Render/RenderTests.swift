import CutroomModel
import CutroomStages
import CutroomSystem
import Testing
import TimelineFixtures

@Suite(.serialized) struct RenderTests {
  private let studio: Studio

  init() throws { studio = try Studio() }

  private func plan(
    captions: Bool = true,
    fps: FrameRate = rate(30),
    music: Bool = true
  ) throws -> Timeline {
    try studio.makeStill("red.jpg", colour: "0x803030")
    try studio.makeStill("blue.png", colour: "0x303080", size: "200x400")
    try studio.makeClip("clip.mp4", seconds: "3")
    try studio.makeTone("one.mp3", seconds: "1.2")
    try studio.makeTone("two.wav", seconds: "1.3", frequency: 330)
    try studio.makeTone("music.ogg", seconds: "2", frequency: 110)
    var settings = TimelineSettings(width: 320, height: 180, fps: fps)
    settings.leadInUs = 900_000
    settings.leadOutUs = 700_000
    settings.longestVisualUs = 1_000_000
    settings.shortestVisualUs = 500_000
    let text = captions ? "White words over the picture" : ""
    return try TimelinePlanner.plan(
      TimelineRequest(
        title: "Test",
        settings: settings,
        segments: [
          segment(
            "a-01",
            "one.mp3",
            seconds: 1.2,
            saying: text,
            showing: [still("red.jpg"), still("blue.png")]
          ),
          segment(
            "a-02",
            "two.wav",
            seconds: 1.3,
            saying: text,
            showing: [clip("clip.mp4", seconds: 3, fps: rate(25))]
          ),
        ],
        music: music
          ? Timeline.Music(
            trackId: "m",
            file: "music.ogg",
            sha256: anyDigest(),
            durationUs: 2_000_000,
            loudness: -22
          ) : nil
      )
    )
  }

  private func render(
    _ timeline: Timeline,
    in attempt: Folder,
    progress: @escaping (RenderProgress) -> Void = { _ in }
  ) throws -> RenderedFiles {
    try Renderer(
      timeline,
      projectFolder: studio.project,
      attemptFolder: attempt,
      ffmpeg: studio.ffmpeg,
      progress: progress
    ).render(name: "video")
  }

  @Test(arguments: [(30, 1), (30000, 1001)])
  func `a render keeps every promise of its plan`(num: Int, den: Int) throws {
    let timeline = try plan(fps: rate(num, den))
    let attempt = try studio.attempt()
    var last = 0.0
    let files = try render(timeline, in: attempt) { last = $0.fraction }
    let facts = try studio.probe(files.video, in: attempt)
    let failed = RenderCheck.checks(of: facts, files.measurement, against: timeline)
      .filter { !$0.passed }
    #expect(failed == [])
    #expect(facts.streams.first?.packetCount == "\(timeline.durationInFrames)")
    #expect(facts.streams.first?.profile == "High")
    #expect(facts.streams.first?.colorSpace == "bt709")
    #expect(last == 1)
    #expect(try attempt.names() == ["video.mp4", "video.srt", "video.vtt"])
  }

  @Test func `a segment that shows another picture than its source is told`() throws {
    let timeline = try plan(captions: false, music: false)
    let attempt = try studio.attempt()
    let files = try render(timeline, in: attempt) { progress in
      guard progress.fraction >= 0.92 else { return }
      // The video is whole by then, and is compared with what now stands there.
      for name in ["red.jpg", "blue.png"] {
        _ = try? studio.project.remove(name)
        try? studio.makeStill(name, colour: "white")
      }
    }
    #expect(files.measurement.strangers == ["a-01"])
    let facts = try studio.probe(files.video, in: attempt)
    let wrong = RenderCheck.checks(of: facts, files.measurement, against: timeline)
      .filter { !$0.passed }
    #expect(wrong.map(\.measured) == ["others in: a-01"])
  }

  @Test func `ffmpeg finds a frame of each of very many segments`() throws {
    var settings = TimelineSettings(width: 64, height: 64, fps: rate(30))
    settings.crossFadeUs = 0
    settings.gapUs = 0
    let timeline = try TimelinePlanner.plan(
      TimelineRequest(
        title: "Many",
        settings: settings,
        segments: (0..<150).map {
          segment("s-\($0)", "take.wav", seconds: 0.3, showing: [still("a.jpg")])
        },
        music: nil
      )
    )
    let sampling = PictureSampling(timeline)
    let attempt = try studio.attempt()
    try attempt.createFile("script.txt", mode: 0o666)
      .writeAll(Array(sampling.script(from: "0:v:0", to: "s").utf8))
    let seconds = timeline.durationInFrames / 30 + 1
    let source = "color=black:s=64x64:r=30:d=\(seconds)"
    try studio.ffmpeg.run(
      ["-nostdin", "-v", "error", "-f", "lavfi", "-i", source]
        + ["-filter_complex_script", "script.txt"]
        + PictureSampling.output(of: "s", to: "frames.grey"),
      in: attempt
    )
    let frames = try attempt.openFile("frames.grey").readAll(limit: 1 << 24)
    #expect(frames.count == 150 * sampling.size.width * sampling.size.height)
  }

  @Test func `captions are seen in the picture`() throws {
    let (with, without) = (try studio.attempt(), try studio.attempt())
    let timeline = try plan(music: false)
    let caption = try #require(timeline.captions.first)
    var bare = timeline
    bare.captions = []
    let middle = (caption.startFrame + caption.endFrame) / 2
    let shown = try studio.pixels(
      of: render(timeline, in: with).video,
      frame: middle,
      in: with
    )
    let plain = try studio.pixels(
      of: render(bare, in: without).video,
      frame: middle,
      in: without
    )
    #expect(shown.count == 320 * 180)
    #expect(plain.filter { $0 > 200 }.count == 0)
    #expect(shown.suffix(320 * 60).filter { $0 > 200 }.count > 100)
    #expect(shown.prefix(320 * 120).filter { $0 > 200 }.count == 0)
  }

  @Test func `a take is heard from its frame on`() throws {
    var timeline = try plan(captions: false, music: false)
    timeline.narration.removeLast()
    let attempt = try studio.attempt()
    let files = try render(timeline, in: attempt)
    let start = timeline.fps.microseconds(atFrame: timeline.narration[0].startFrame)
    let silence = try #require(files.measurement.silent.first)
    #expect(abs(silence.endUs - start) < 5000)
  }

  @Test func `a video of many visuals is made in chunks without a seam`() throws {
    try studio.makeStill("grey.png", colour: "0x606060")
    try studio.makeTone("take.wav", seconds: "0.3")
    var settings = TimelineSettings(width: 160, height: 90, fps: rate(30))
    settings.crossFadeUs = 100_000
    settings.gapUs = 100_000
    let timeline = try TimelinePlanner.plan(
      TimelineRequest(
        title: "Long",
        settings: settings,
        segments: (0..<20).map {
          segment("s-\($0)", "take.wav", seconds: 0.3, showing: [still("grey.png")])
        },
        music: nil
      )
    )
    let attempt = try studio.attempt()
    let files = try render(timeline, in: attempt)
    let facts = try studio.probe(files.video, in: attempt)
    #expect(VideoChunk.divide(timeline).count == 3)
    #expect(
      RenderCheck.checks(of: facts, files.measurement, against: timeline)
        .filter { !$0.passed } == []
    )
    let pixels = try studio.pixels(of: files.video, frame: 120, in: attempt)
    #expect(pixels.allSatisfy { (90...102).contains($0) })
  }

  @Test func `a clip shorter than the plan says is a failure, not a still picture`() throws {
    var timeline = try plan(captions: false, music: false)
    try studio.makeClip("short.mp4", seconds: "0.8")
    timeline.visuals[timeline.visuals.count - 1].file = "short.mp4"
    let attempt = try studio.attempt()
    #expect {
      try render(timeline, in: attempt)
    } throws: { error in
      guard case .wrongFrameCount(timeline.durationInFrames, _)? = error as? FFmpegError else {
        return false
      }
      return true
    }
  }

  @Test func `a missing picture is named`() throws {
    var timeline = try plan(captions: false, music: false)
    timeline.visuals[0].file = "assets/gone.jpg"
    let attempt = try studio.attempt()
    #expect {
      try render(timeline, in: attempt)
    } throws: { error in
      guard let error = error as? SystemError else { return false }
      return error.code == .noSuchFile && error.path?.hasSuffix("/assets/gone.jpg") == true
    }
  }

  @Test func `a picture that is none is named in the complaint`() throws {
    var timeline = try plan(captions: false, music: false)
    try studio.project.createFile("text.jpg", mode: 0o666).writeAll(Array("no picture".utf8))
    timeline.visuals[0].file = "text.jpg"
    let attempt = try studio.attempt()
    #expect {
      try render(timeline, in: attempt)
    } throws: { error in
      guard case .failed(_, let log)? = error as? FFmpegError else { return false }
      return log.contains("text.jpg")
    }
  }

  @Test func `a cancelled render stops`() throws {
    let timeline = try plan()
    let attempt = try studio.attempt()
    #expect(throws: FFmpegError.cancelled) {
      try render(timeline, in: attempt) { progress in
        if progress.fraction > 0 { studio.cancellation.cancel() }
      }
    }
  }

  @Test func `a timeline with a gap is refused before any work`() throws {
    var timeline = try plan()
    timeline.visuals[1].startFrame += 1
    let attempt = try studio.attempt()
    #expect(throws: RenderProblem.visual(index: 1)) { try render(timeline, in: attempt) }
    #expect(try attempt.names() == [])
  }
}
