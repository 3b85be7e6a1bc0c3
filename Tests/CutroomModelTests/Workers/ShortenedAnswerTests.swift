import CutroomModel
import Testing

@Suite struct ShortenedAnswerTests {
  @Test func `a decode with more to tell than an answer holds leaves out remarks and short spans`()
    throws
  {
    let remark = String(repeating: "\u{1F3AC}", count: 120)
    let streams = (0..<64).map {
      DecodedStream(index: $0, codecType: "video", frames: 1, errors: 0, durationUs: 40_000)
    }
    let spans = (0..<400).map { TimeSpan(startUs: .max, durationUs: .max - 1000 + $0) }
    var whole = Verification(
      streams: streams,
      isComplete: true,
      warnings: (0..<20).map { ProbeWarning(code: "libav", message: "\($0) \(remark)") }
    )
    whole.sound = SoundMeasure(silences: spans)
    whole.picture = PictureMeasure(black: spans, empty: spans, frozen: spans)

    var routes = WorkerRoutes(largestAnswer: ProbeRequest.largestAnswer)
    let answer = whole
    routes.on(VerifyRequest.self, descriptors: 0) { _, _ in answer }
    let request = VerifyRequest(everything: true, deadlineMs: 1000)
    let bytes = routes.answer(try WorkerMessage.encode(request), [])
    let shown = try WorkerMessage.decode(Verification.self, from: bytes)
    #expect(bytes.count <= ProbeRequest.largestAnswer)
    #expect(shown.streams == streams)
    let longest = Array(spans.suffix(50))
    #expect(shown.sound == SoundMeasure(silences: longest))
    #expect(shown.picture == PictureMeasure(black: longest, empty: longest, frozen: longest))
    #expect(shown.warnings.map(\.code) == ["answer-cut"])
  }
}
