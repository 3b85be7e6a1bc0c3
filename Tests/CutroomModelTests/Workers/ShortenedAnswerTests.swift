import CutroomModel
import Testing

@Suite struct ShortenedAnswerTests {
  @Test func `a decode with more to tell than an answer holds leaves out remarks and spans`() throws
  {
    let remark = String(repeating: "\u{1F3AC}", count: 120)
    let streams = (0..<64).map {
      DecodedStream(index: $0, codecType: "video", frames: 1, errors: 0, durationUs: 40_000)
    }
    let spans = [TimeSpan](repeating: TimeSpan(startUs: .max, durationUs: .max), count: 400)
    var whole = Verification(
      streams: streams,
      isComplete: true,
      warnings: (0..<20).map { ProbeWarning(code: "libav", message: "\($0) \(remark)") }
    )
    whole.sound = SoundMeasure(silences: spans)
    whole.picture = PictureMeasure(black: spans, frozen: spans)

    var routes = WorkerRoutes(largestAnswer: ProbeRequest.largestAnswer)
    let answer = whole
    routes.on(VerifyRequest.self, descriptors: 0) { _, _ in answer }
    let request = VerifyRequest(everything: true, deadlineMs: 1000)
    let bytes = routes.answer(try WorkerMessage.encode(request), [])
    let shown = try WorkerMessage.decode(Verification.self, from: bytes)
    #expect(bytes.count <= ProbeRequest.largestAnswer)
    #expect(shown.streams == streams)
    #expect(shown.sound == SoundMeasure())
    #expect(shown.picture == PictureMeasure())
    #expect(shown.warnings.map(\.code) == ["answer-cut"])
  }
}
