import CutroomModel
import Testing
import TimelineFixtures

struct RenderMeasurementTests {
  private let log = """
    [blackdetect @ 0x1] [info] black_start:1.5 black_end:2.25 black_duration:0.75
    [silencedetect @ 0x2] [info] silence_start: -0.01
    [silencedetect @ 0x2] [info] silence_end: 0.5 | silence_duration: 0.51
    [silencedetect @ 0x2] [info] silence_start: 8
    [Parsed_ebur128_1 @ 0x3] [info] Summary:

      Integrated loudness:
        I:         -16.2 LUFS
        Threshold: -26.5 LUFS

      True peak:
        Peak:       -1.4 dBFS
    """

  @Test func `a log is read`() throws {
    let measured = try #require(RenderMeasurement(log: log, durationUs: 9_000_000))
    #expect(measured.loudness == Loudness(integrated: -16.2, truePeak: -1.4))
    #expect(measured.black == [.init(startUs: 1_500_000, endUs: 2_250_000)])
    #expect(
      measured.silent == [
        .init(startUs: -10_000, endUs: 500_000), .init(startUs: 8_000_000, endUs: 9_000_000),
      ]
    )
    #expect(RenderMeasurement(log: "nothing", durationUs: 1) == nil)
  }

  @Test func `silence has no gain`() throws {
    let silence = try #require(Loudness(ebur128Log: "I: -inf LUFS\nPeak: -inf dBFS\n"))
    #expect(silence.isSilence)
    #expect(silence.gain(to: -16) == 0)
    #expect(Loudness(integrated: -19.5, truePeak: -3).gain(to: -16) == 3.5)
  }

  @Test func `mastering goes on until it is near, and under the peak`() {
    let first = Mastering(of: Loudness(integrated: -20, truePeak: -3))
    #expect(first.gain == 4)
    #expect(first.corrected(after: Loudness(integrated: -16.2, truePeak: -3)) == nil)
    #expect(first.corrected(after: Loudness(integrated: -17, truePeak: -3))?.gain == 5)
    #expect(first.lowered(after: Loudness(integrated: -16, truePeak: -1)) == nil)
    #expect(first.lowered(after: Loudness(integrated: -16, truePeak: -0.5))?.ceiling == -4)
  }

  @Test func `a wrong video fails the check that says why`() throws {
    let plan = try TimelinePlanner.plan(
      TimelineRequest(
        title: "T",
        settings: TimelineSettings(width: 320, height: 180, fps: rate(30)),
        segments: [segment("a", "a.mp3", seconds: 3, showing: [still("s.jpg")])],
        music: nil
      )
    )
    var facts = MediaFacts(kind: .video, libavformat: "x")
    facts.durationUs = plan.fps.microseconds(atFrame: plan.durationInFrames) + 40_000
    var video = MediaStream(
      index: 0,
      codecType: "video",
      realFrameRate: "30/1",
      averageFrameRate: "30/1",
      timeBase: "1/30",
      disposition: [:]
    )
    (video.codecName, video.width, video.height) = ("h264", 320, 180)
    video.frameCount = "\(plan.durationInFrames)"
    let measured = RenderMeasurement(
      loudness: Loudness(integrated: -18, truePeak: -0.5),
      black: [.init(startUs: 0, endUs: 700_000)],
      silent: [.init(startUs: 0, endUs: 9_000_000)],
      unspoken: [.init(startUs: 0, endUs: 9_000_000)],
      strangers: ["a"]
    )
    let checks = RenderCheck.checks(
      of: ProbeFacts(
        format: MediaFormat(streamCount: 1, formatName: "mov", size: 1, probeScore: 100),
        streams: [video],
        cutroom: facts
      ),
      measured,
      against: plan
    )
    #expect(
      checks.filter { !$0.passed }.map(\.name)
        == [
          "streams", "duration", "loudness", "true-peak", "pictures", "black", "silence",
          "narration",
        ]
    )
    #expect(checks.last?.measured == "silent: a")
  }

  @Test(
    arguments: [
      (0, 300_000, true), (0, 400_000, false), (4_400_000, 5_000_000, true),
      (4_200_000, 5_000_000, false), (2_000_000, 2_600_000, false),
    ] as [(Int64, Int64, Bool)]
  )
  func `black is planned in the fades and nowhere else`(
    start: Int64,
    end: Int64,
    isRight: Bool
  )
    throws
  {
    let plan = try TimelinePlanner.plan(
      TimelineRequest(
        title: "T",
        settings: TimelineSettings(width: 320, height: 180, fps: rate(30)),
        segments: [segment("a", "a.mp3", seconds: 3, showing: [still("s.jpg")])],
        music: nil
      )
    )
    #expect(plan.durationInFrames == 150)
    let measured = RenderMeasurement(
      loudness: Loudness(integrated: -16, truePeak: -2),
      black: [.init(startUs: start, endUs: end)],
      silent: []
    )
    let checks = RenderCheck.checks(
      of: ProbeFacts(
        format: MediaFormat(streamCount: 0, formatName: "mov", size: 1, probeScore: 100),
        streams: [],
        cutroom: MediaFacts(kind: .video, libavformat: "x")
      ),
      measured,
      against: plan
    )
    #expect(checks.first { $0.name == "black" }?.passed == isRight)
  }

  @Test func `progress is read line by line`() {
    var progress = FFmpegProgress()
    let lines = ["frame=12", "out_time_us= 400000", "fps=0.0", "stream_0_0_q=-1.0", "progress=end"]
    #expect(lines.allSatisfy { progress.take(line: $0) })
    #expect(progress.frames == 12)
    #expect(progress.outputUs == 400_000)
    #expect(progress.isDone)
    let isProgress = progress.take(line: "[info] a = b")
    #expect(!isProgress)
  }
}
