/// Compares a finished video with its plan.
package enum RenderCheck {
  /// One check per promise; the video is right when all passed.
  package static func checks(
    of facts: ProbeFacts,
    _ measured: RenderMeasurement,
    against timeline: Timeline
  ) -> [RenderReport.Check] {
    let video = facts.streams.filter { $0.codecType == "video" }
    let audio = facts.streams.filter { $0.codecType == "audio" }
    return [
      streams(video, audio),
      duration(facts.cutroom.durationUs, timeline),
      same("size", "\(timeline.width)x\(timeline.height)", size(of: video.first)),
      same("fps", rate(timeline.fps), video.first?.averageFrameRate ?? "none"),
      same("frames", "\(timeline.durationInFrames)", video.first?.frameCount ?? "unknown"),
      loudness(measured.loudness),
      truePeak(measured.loudness),
      pictures(measured.strangers),
      none("black", measured.black.filter { !ScreenFades(timeline).covers($0) }),
      none("silence", measured.silent.filter { isUnplanned($0, timeline) }),
      narration(measured.unspoken, timeline),
    ]
  }

  private static func streams(
    _ video: [MediaStream],
    _ audio: [MediaStream]
  ) -> RenderReport.Check {
    let names = (video + audio).map { $0.codecName ?? "unknown" }.joined(separator: ", ")
    return same("streams", "h264, aac", names)
  }

  private static func duration(_ measured: Int64?, _ timeline: Timeline) -> RenderReport.Check {
    let planned = timeline.fps.microseconds(atFrame: timeline.durationInFrames)
    let frame = timeline.fps.microseconds(atFrame: 1)
    let isClose = measured.map { $0.subtractingReportingOverflow(planned) }
      .map { !$0.overflow && $0.partialValue.magnitude <= frame.magnitude }
    return RenderReport.Check(
      name: "duration",
      planned: "\(FilterText.seconds(planned)) s, within \(FilterText.seconds(frame)) s",
      measured: measured.map { "\(FilterText.seconds($0)) s" } ?? "unknown",
      passed: isClose ?? false
    )
  }

  private static func loudness(_ loudness: Loudness) -> RenderReport.Check {
    RenderReport.Check(
      name: "loudness",
      planned: "\(Loudness.target) LUFS, within \(Loudness.tolerance) LU",
      measured: "\(loudness.integrated) LUFS",
      passed: abs(loudness.integrated - Loudness.target) <= Loudness.tolerance
    )
  }

  private static func truePeak(_ loudness: Loudness) -> RenderReport.Check {
    RenderReport.Check(
      name: "true-peak",
      planned: "at most \(Loudness.highestPeak) dBTP",
      measured: "\(loudness.truePeak) dBTP",
      passed: loudness.truePeak <= Loudness.highestPeak
    )
  }

  /// Every segment shows what it was planned with, by a frame of each.
  private static func pictures(_ strangers: [String]) -> RenderReport.Check {
    same(
      "pictures",
      "every segment shows its own",
      strangers.isEmpty
        ? "every segment shows its own" : "others in: " + strangers.joined(separator: ", ")
    )
  }

  private static func none(
    _ name: String,
    _ stretches: [RenderMeasurement.Stretch]
  ) -> RenderReport.Check {
    let places = stretches.map {
      "\(FilterText.seconds($0.startUs))–\(FilterText.seconds($0.endUs)) s"
    }
    return same(name, "none", places.isEmpty ? "none" : places.joined(separator: ", "))
  }

  /// Silence between takes is planned where there is no music; over most of a take it never is.
  private static func isUnplanned(
    _ silence: RenderMeasurement.Stretch,
    _ timeline: Timeline
  ) -> Bool {
    timeline.narration.contains { isCovered($0, by: [silence], timeline) }
  }

  /// Every take is heard: the narration is not silent through most of its slot.
  private static func narration(
    _ unspoken: [RenderMeasurement.Stretch],
    _ timeline: Timeline
  ) -> RenderReport.Check {
    let missing = timeline.narration.filter { isCovered($0, by: unspoken, timeline) }
    return same(
      "narration",
      "every take is heard",
      missing.isEmpty
        ? "every take is heard" : "silent: " + missing.map(\.segmentId).joined(separator: ", ")
    )
  }

  private static func isCovered(
    _ take: Timeline.Take,
    by stretches: [RenderMeasurement.Stretch],
    _ timeline: Timeline
  ) -> Bool {
    let start = timeline.fps.microseconds(atFrame: take.startFrame)
    let end = timeline.fps.microseconds(atFrame: take.endFrame)
    let covered = stretches.reduce(into: Int64(0)) {
      $0 += max(0, min(end, $1.endUs) - max(start, $1.startUs))
    }
    return covered > (end - start) / 10 * 9
  }

  private static func size(of stream: MediaStream?) -> String {
    guard let width = stream?.width, let height = stream?.height else { return "unknown" }
    return "\(width)x\(height)"
  }

  private static func rate(_ fps: FrameRate) -> String { "\(fps.num)/\(fps.den)" }

  private static func same(
    _ name: String,
    _ planned: String,
    _ measured: String
  ) -> RenderReport.Check {
    RenderReport.Check(
      name: name,
      planned: planned,
      measured: measured,
      passed: planned == measured
    )
  }
}
