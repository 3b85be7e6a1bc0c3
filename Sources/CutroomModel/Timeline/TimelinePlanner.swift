/// Places takes, visuals and captions on one clock.
///
/// Every take starts at the frame nearest to its exact place, which is summed in microseconds and
/// rounded once: any number of segments drift by less than one frame.
package enum TimelinePlanner {
  private static let longestUs: Int64 = 24 * 3600 * 1_000_000

  /// Makes the timeline; the same request always gives the same one.
  package static func plan(_ request: TimelineRequest) throws(TimelineProblem) -> Timeline {
    let settings = request.settings
    if let fault = settings.fault { throw fault }
    guard !request.segments.isEmpty else { throw .noSegments }
    let clock = try clock(of: request.segments, settings)
    let takes = zip(request.segments, clock.starts).map { take($0, startUs: $1, settings.fps) }
    let length = settings.fps.frame(atMicroseconds: clock.endUs)
    let durationInFrames = max(length, takes.last?.endFrame ?? 0)

    var layout = VisualLayout(settings: settings)
    for (index, segment) in request.segments.enumerated() {
      let end = index + 1 < takes.count ? cut(takes[index], takes[index + 1]) : durationInFrames
      try layout.fill(until: end, with: segment)
    }
    let captions = CaptionPlanner(settings: settings)
    return Timeline(
      title: request.title,
      width: settings.width,
      height: settings.height,
      fps: settings.fps,
      durationInFrames: durationInFrames,
      visuals: CrossFades.share(layout.slots, settings: settings),
      narration: takes,
      music: request.music,
      captions: zip(request.segments, takes).flatMap { captions.captions(of: $0.words, in: $1) },
      decisions: layout.decisions + uncaptioned(request.segments)
    )
  }

  /// Where each take starts, and where all is over.
  private static func clock(
    of segments: [NarratedSegment],
    _ settings: TimelineSettings
  ) throws(TimelineProblem) -> (starts: [Int64], endUs: Int64) {
    let gap = max(settings.gapUs, settings.fps.microseconds(atFrame: 2))
    var position = settings.leadInUs
    var starts: [Int64] = []
    for segment in segments {
      guard segment.durationUs > 0 else { throw .emptyTake(segmentId: segment.id) }
      if segment.durationUs > longestUs - position { throw .tooLong(segmentId: segment.id) }
      starts.append(position)
      position += segment.durationUs + gap
    }
    return (starts, position - gap + settings.leadOutUs)
  }

  private static func take(
    _ segment: NarratedSegment,
    startUs: Int64,
    _ fps: FrameRate
  ) -> Timeline.Take {
    let start = fps.frame(atMicroseconds: startUs)
    return Timeline.Take(
      segmentId: segment.id,
      file: segment.file,
      sha256: segment.sha256,
      startFrame: start,
      endFrame: start + fps.framesCovering(microseconds: segment.durationUs),
      durationUs: segment.durationUs
    )
  }

  /// Pictures change in the middle of the silence between two takes.
  private static func cut(_ take: Timeline.Take, _ next: Timeline.Take) -> Int64 {
    (take.endFrame + next.startFrame) / 2
  }

  private static func uncaptioned(_ segments: [NarratedSegment]) -> [Timeline.Decision] {
    segments.filter(\.words.isEmpty).map {
      Timeline.Decision(code: .noCaptions, segmentId: $0.id, file: $0.file)
    }
  }
}
