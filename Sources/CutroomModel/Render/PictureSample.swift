/// A frame of the video in which a segment's picture stands alone, to be compared with its source.
package struct PictureSample: Equatable, Sendable {
  package var segmentId: String
  /// The frame of the video.
  package var frame: Int64
  package var file: String
  package var kind: Timeline.Visual.Kind
  /// Where in a clip it is, in microseconds.
  package var sourceUs: Int64
  /// The part of the source that fills the frame then: pan and zoom show less than the whole.
  package var part: PicturePart

  /// One for each segment, from the visual that is alone for longest.
  ///
  /// Segments whose pictures are never alone, or only in the fades, have none.
  package static func choose(from timeline: Timeline) -> [PictureSample] {
    var longest: [String: (index: Int, alone: Range<Int64>)] = [:]
    for index in timeline.visuals.indices {
      let alone = timeline.alone(index)
      let segment = timeline.visuals[index].segmentId
      guard !alone.isEmpty, alone.count > (longest[segment]?.alone.count ?? 0) else { continue }
      longest[segment] = (index, alone)
    }
    return longest.values.sorted { $0.index < $1.index }.map { index, alone in
      PictureSample(timeline, index, frame: (alone.lowerBound + alone.upperBound) / 2)
    }
  }

  private init(_ timeline: Timeline, _ index: Int, frame: Int64) {
    let visual = timeline.visuals[index]
    let passed = frame - visual.startFrame
    segmentId = visual.segmentId
    self.frame = frame
    file = visual.file
    kind = visual.kind
    sourceUs = visual.sourceStartUs &+ timeline.fps.microseconds(atFrame: passed)
    let last = max(1, visual.endFrame - visual.startFrame - 1)
    part = visual.motion?.part(at: Double(passed) / Double(last)) ?? .whole
  }
}

extension Timeline {
  /// The frames in which a visual is alone on screen, in its full light.
  fileprivate func alone(_ index: Int) -> Range<Int64> {
    let fades = ScreenFades(self)
    let visual = visuals[index]
    let next = index + 1 < visuals.count ? visuals[index + 1].startFrame : visual.endFrame
    let start = max(visual.startFrame + visual.fadeInFrames, fades.opening)
    let end = min(next, visual.endFrame, durationInFrames - fades.closing)
    return start < end ? start..<end : 0..<0
  }
}

extension Timeline.Motion {
  /// What of the picture is seen after a share of the time.
  fileprivate func part(at time: Double) -> PicturePart {
    func along(_ from: Double, _ to: Double) -> Double { from + (to - from) * time }
    let size = 1 / max(1, along(zoomFrom, zoomTo))
    guard focusFrom.count == 2, focusTo.count == 2 else { return .whole }
    return PicturePart(
      left: (1 - size) * along(focusFrom[0], focusTo[0]),
      top: (1 - size) * along(focusFrom[1], focusTo[1]),
      width: size,
      height: size
    )
  }
}
