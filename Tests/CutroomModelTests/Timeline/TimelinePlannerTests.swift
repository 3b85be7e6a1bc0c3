import CutroomModel
import Testing
import TimelineFixtures

struct TimelinePlannerTests {
  private let settings = TimelineSettings(width: 1920, height: 1080, fps: rate(30))

  private func plan(
    _ segments: [NarratedSegment],
    fps: FrameRate = rate(30)
  ) throws -> Timeline {
    let settings = TimelineSettings(width: 1920, height: 1080, fps: fps)
    return try TimelinePlanner.plan(
      TimelineRequest(title: "T", settings: settings, segments: segments, music: nil)
    )
  }

  @Test(arguments: [(30, 1), (30000, 1001), (25, 1), (24000, 1001), (60, 1)])
  func `500 takes drift by less than one frame`(num: Int, den: Int) throws {
    let fps = rate(num, den)
    let lengths = (0..<500).map { 1_000_003 + Int64($0) * 7_919 % 3_000_000 }
    let segments = lengths.enumerated().map {
      NarratedSegment(
        id: "s-\($0)",
        file: "a.mp3",
        sha256: anyDigest(),
        durationUs: $1,
        words: [],
        visuals: [still("a.jpg")]
      )
    }
    let timeline = try plan(segments, fps: fps)
    var exact = settings.leadInUs
    for (take, length) in zip(timeline.narration, lengths) {
      let drift = Double(take.startFrame) - Double(exact) * Double(num) / Double(den) / 1_000_000
      #expect(abs(drift) <= 0.5)
      #expect(take.endFrame - take.startFrame == fps.framesCovering(microseconds: length))
      exact += length + settings.gapUs
    }
    #expect(timeline.renderProblem == nil)
  }

  @Test func `visuals cover every frame once, but for their fades`() throws {
    let timeline = try plan([
      segment("a", "a.mp3", seconds: 20, showing: [still("1"), still("2"), still("3")]),
      segment("b", "b.mp3", seconds: 3, showing: [still("4"), still("5")]),
    ])
    #expect(timeline.visuals.map(\.file) == ["1", "2", "3", "4"])
    #expect(timeline.visuals.map(\.fadeInFrames) == [0, 12, 12, 12])
    #expect(timeline.visuals.first?.startFrame == 0)
    #expect(timeline.visuals.last?.endFrame == timeline.durationInFrames)
    #expect(timeline.renderProblem == nil)
    #expect(timeline.decisions.map(\.code) == [.noCaptions, .noCaptions])
  }

  @Test func `a clip keeps a frame spare and leaves the rest of the slot to the next visual`()
    throws
  {
    let timeline = try plan([
      segment(
        "a",
        "a.mp3",
        seconds: 6,
        showing: [clip("c.mp4", seconds: 4, fps: rate(25)), still("s.jpg")]
      )
    ])
    let shown = try #require(timeline.visuals.first)
    #expect(timeline.visuals.map(\.file) == ["c.mp4", "s.jpg"])
    #expect(timeline.fps.microseconds(atFrame: shown.endFrame) <= 4_000_000 - 40_000)
    #expect(timeline.decisions.map(\.code).contains(.clipShorterThanSlot))
  }

  @Test func `a lone short clip is shown again, from its start`() throws {
    let timeline = try plan([
      segment("a", "a.mp3", seconds: 9, showing: [clip("c.mp4", seconds: 4)])
    ])
    #expect(timeline.visuals.count >= 3)
    #expect(timeline.visuals.allSatisfy { $0.sourceStartUs == 0 && $0.motion == nil })
    #expect(timeline.visuals.allSatisfy { $0.endFrame - $0.startFrame < 119 })
    #expect(timeline.decisions.map(\.code).contains(.visualRepeated))
    #expect(timeline.renderProblem == nil)
  }

  @Test func `a clip too short to be seen is left out`() throws {
    let timeline = try plan([
      segment("a", "a.mp3", seconds: 5, showing: [clip("c.mp4", seconds: 0.4), still("s.jpg")])
    ])
    #expect(timeline.visuals.map(\.file) == ["s.jpg"])
    #expect(timeline.decisions.map(\.code).contains(.clipLeftOut))
  }

  @Test func `stills move in and out by turns, the same in every plan`() throws {
    let segments = (0..<6).map {
      segment("s-\($0)", "a.mp3", seconds: 4, showing: [still("\($0).jpg")])
    }
    let timeline = try plan(segments)
    let zooms = timeline.visuals.compactMap { $0.motion.map { $0.zoomFrom < $0.zoomTo } }
    #expect(zooms == [true, false, true, false, true, false])
    #expect(try plan(segments) == timeline)
  }

  @Test func `what cannot be planned is named`() {
    let picture = [still("s.jpg")]
    #expect(throws: TimelineProblem.noSegments) { try plan([]) }
    #expect(throws: TimelineProblem.emptyTake(segmentId: "a")) {
      try plan([segment("a", "a.mp3", seconds: 0, showing: picture)])
    }
    #expect(throws: TimelineProblem.tooLong(segmentId: "b")) {
      try plan([
        segment("a", "a.mp3", seconds: 50_000, showing: picture),
        segment("b", "a.mp3", seconds: 50_000, showing: picture),
      ])
    }
    #expect(throws: TimelineProblem.noVisual(segmentId: "a")) {
      try plan([segment("a", "a.mp3", seconds: 1, showing: [])])
    }
    #expect(throws: TimelineProblem.noUsableVisual(segmentId: "a")) {
      try plan([segment("a", "a.mp3", seconds: 5, showing: [clip("c.mp4", seconds: 0.1)])])
    }
    #expect(throws: TimelineProblem.frameRate(rate(1000))) {
      try plan([segment("a", "a.mp3", seconds: 1, showing: picture)], fps: rate(1000))
    }
  }

  @Test(arguments: [0, 1, 2, 3, 5, 8, 13, 21, 34, 55])
  func `any mix of takes, clips and stills makes a timeline that can be rendered`(
    seed: UInt32
  )
    throws
  {
    var random = seed &* 2_654_435_761 &+ 1
    func next(_ limit: UInt32) -> UInt32 {
      random = random &* 1_664_525 &+ 1_013_904_223
      return (random >> 8) % limit
    }
    let segments = (0..<40).map { index in
      let visuals = (0...next(4)).map { number in
        next(2) == 0
          ? still("\(number).jpg") : clip("\(number).mp4", seconds: Double(next(12_000)) / 1000)
      }
      return segment(
        "s-\(index)",
        "a.mp3",
        seconds: Double(next(30_000) + 50) / 1000,
        saying: "One two, three four. Five six seven eight nine ten",
        showing: visuals + [still("last.jpg")]
      )
    }
    let timeline = try plan(segments)
    #expect(timeline.renderProblem == nil)
    let chunks = VideoChunk.divide(timeline, limit: 7)
    #expect(chunks.first?.first == 0)
    #expect(chunks.last?.end == timeline.durationInFrames)
    #expect(zip(chunks, chunks.dropFirst()).allSatisfy { $0.end == $1.first && $0.frames > 0 })
  }
}
