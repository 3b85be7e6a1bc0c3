import CutroomModel
import Testing
import TimelineFixtures

struct FilterScriptTests {
  private func timeline(segments: Int = 3, music: Bool = true) throws -> Timeline {
    try TimelinePlanner.plan(
      TimelineRequest(
        title: "T",
        settings: TimelineSettings(width: 1280, height: 720, fps: rate(30000, 1001)),
        segments: (0..<segments).map {
          segment(
            "s-\($0)",
            "assets/audio/\($0).mp3",
            seconds: 3,
            showing: [$0 == 1 ? clip("c.mp4", seconds: 9) : still("\($0).jpg")]
          )
        },
        music: music
          ? .init(
            trackId: "m",
            file: "m.ogg",
            sha256: anyDigest(),
            durationUs: 1_000_000,
            loudness: -20
          ) : nil
      )
    )
  }

  @Test func `a chunk's parts add up to its frames`() throws {
    let plan = try timeline(segments: 50)
    for limit in [1, 2, 16, 100] {
      let chunks = VideoChunk.divide(plan, limit: limit)
      #expect(chunks.count == (50 + limit - 1) / limit)
      #expect(chunks.reduce(0) { $0 + $1.frames } == plan.durationInFrames)
      for chunk in chunks {
        let command = VideoScript(timeline: plan, chunk: chunk)
          .command(captions: nil, output: "o.mp4")
        #expect(command.frames == chunk.frames)
        #expect(command.inputs.count <= limit + 1)
      }
    }
  }

  @Test func `fades stand at exact places`() throws {
    let plan = try timeline()
    let chunk = try #require(VideoChunk.divide(plan).first)
    let command = VideoScript(timeline: plan, chunk: chunk)
      .command(captions: "c.ass", output: "o.mp4")
    let offset = plan.fps.microseconds(atFrame: plan.visuals[1].startFrame)
    let seconds = "\(offset / 1_000_000).\(String(offset % 1_000_000 + 1_000_000).dropFirst())"
    #expect(
      command.script.contains(
        "[v0][v1]xfade=transition=fade:duration=0.400400:offset=\(seconds)[x1]"
      )
    )
    #expect(command.script.contains("[x2]ass=filename=c.ass,"))
    #expect(command.script.contains("fps=30000/1001:start_time=0"))
  }

  @Test func `the picture comes out of black and goes back to it, whichever chunk that is in`()
    throws
  {
    let plan = try timeline(segments: 12)
    let chunks = VideoChunk.divide(plan, limit: 5)
    let scripts = chunks.map {
      VideoScript(timeline: plan, chunk: $0).command(captions: nil, output: "o.mp4").script
    }
    #expect(scripts.count == 3)
    #expect(scripts.map { $0.contains("fade=t=in:s=0:n=9,") } == [true, false, false])
    let start = try #require(chunks.last).frames - 21
    #expect(scripts.map { $0.contains("fade=t=out:s=\(start):n=20,") } == [false, false, true])
  }

  @Test func `inputs name one file each and open no other`() throws {
    let plan = try timeline()
    let chunk = try #require(VideoChunk.divide(plan).first)
    let arguments = VideoScript(timeline: plan, chunk: chunk)
      .command(captions: nil, output: "o.mp4")
      .arguments(projectPath: "/a b/%03d", scriptFile: "s.txt")
    #expect(arguments.contains("file:/a b/%03d/0.jpg"))
    #expect(arguments.filter { $0 == "-protocol_whitelist" }.count == 3)
    #expect(arguments.filter { $0 == "-pattern_type" }.count == 2)
    #expect(arguments.filter { $0 == "-format_whitelist" }.count == 1)
    #expect(arguments.first == "-nostdin")
  }

  @Test func `many takes are joined in several calls`() throws {
    let few = AudioScript(timeline: try timeline())
    let many = AudioScript(timeline: try timeline(segments: 200))
    #expect(few.narration { "\($0)" }.isEmpty)
    #expect(many.narration { "\($0)" }.map(\.inputs.count) == [64, 64, 64, 8])
    #expect(many.speech(parts: ["0", "1"], output: "o").inputs.count == 2)
    #expect(few.speech(parts: [], output: "o").inputs.count == 3)
  }

  @Test func `music is looped where it is short and left out where there is none`() throws {
    let speech = Loudness(integrated: -20, truePeak: -3)
    let with = AudioScript(timeline: try timeline())
      .mix(speech: "s.wav", loudness: speech, output: "o")
    let without = AudioScript(timeline: try timeline(music: false))
      .mix(speech: "s.wav", loudness: speech, output: "o")
    #expect(with.inputs.last?.options.contains("-stream_loop") == true)
    #expect(with.script.contains("volume=4.000000dB"))
    #expect(with.script.contains("volume=-6.000000dB"))
    #expect(without.inputs.count == 1)
    #expect(!without.script.contains("sidechaincompress"))
  }

  @Test func `gaps, overlaps and impossible values are refused`() throws {
    func problem(_ change: (inout Timeline) -> Void) throws -> RenderProblem? {
      var plan = try timeline()
      change(&plan)
      return plan.renderProblem
    }
    #expect(try problem { _ in } == nil)
    #expect(try problem { $0.visuals[1].startFrame += 1 } == .visual(index: 1))
    #expect(try problem { $0.visuals[0].fadeInFrames = 3 } == .visual(index: 0))
    #expect(try problem { $0.visuals[2].endFrame -= 1 } == .visual(index: 2))
    #expect(try problem { $0.visuals = [] } == .visual(index: 0))
    #expect(try problem { $0.visuals[1].fadeInFrames = .max } == .visual(index: 1))
    #expect(try problem { $0.visuals[0].motion?.focusTo = [] } == .visual(index: 0))
    #expect(try problem { $0.visuals[0].motion?.zoomTo = .infinity } == .visual(index: 0))
    #expect(try problem { $0.narration[1].startFrame = 4 } == .narration(index: 1))
    #expect(try problem { $0.narration[1].durationUs = .max } == .narration(index: 1))
    #expect(try problem { $0.durationInFrames = .min } == .noFrames)
    #expect(try problem { $0.width = 1281 } == .frameSize(width: 1281, height: 720))
  }
}
