/// What in a timeline cannot be rendered; an index counts from 0.
package enum RenderProblem: Error, Equatable, Sendable {
  case frameSize(width: Int, height: Int)
  case frameRate(FrameRate)
  case noFrames
  /// A visual leaves a gap, overlaps by something else than its fade, or is never alone on screen.
  case visual(index: Int)
  /// A take overlaps the one before, is longer than its slot or goes past the end.
  case narration(index: Int)
}

extension Timeline {
  /// The first thing that cannot be rendered; nil where all fits together.
  package var renderProblem: RenderProblem? {
    let settings = TimelineSettings(width: width, height: height, fps: fps)
    switch settings.fault {
    case .frameSize: return .frameSize(width: width, height: height)
    case .frameRate: return .frameRate(fps)
    default: break
    }
    // A day at the highest rate.
    guard (1...10_368_000).contains(durationInFrames) else { return .noFrames }
    if let index = visuals.indices.first(where: { !isVisualInPlace($0) }) {
      return .visual(index: index)
    }
    guard visuals.last?.endFrame == durationInFrames else {
      return .visual(index: max(0, visuals.count - 1))
    }
    return narration.indices.first { !isTakeInPlace($0) }.map { .narration(index: $0) }
  }

  /// Every file that a render reads, each once.
  package var files: [String] {
    let all = visuals.map(\.file) + narration.map(\.file) + [music?.file].compactMap { $0 }
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
  }

  private func isVisualInPlace(_ index: Int) -> Bool {
    let visual = visuals[index]
    let range = 0...durationInFrames
    guard range.contains(visual.startFrame), range.contains(visual.endFrame),
      range.contains(visual.fadeInFrames), visual.sourceStartUs >= 0,
      visual.motion?.isDrawable ?? true
    else { return false }
    let alone = visual.startFrame + visual.fadeInFrames
    let aloneUntil = index + 1 < visuals.count ? visuals[index + 1].startFrame : visual.endFrame
    let expected = index == 0 ? 0 : visuals[index - 1].endFrame
    return alone == expected && alone < aloneUntil && (index > 0 || visual.fadeInFrames == 0)
  }

  private func isTakeInPlace(_ index: Int) -> Bool {
    let take = narration[index]
    let earliest = index == 0 ? 0 : narration[index - 1].endFrame
    let range = earliest...durationInFrames
    guard range.contains(take.startFrame), range.contains(take.endFrame) else { return false }
    return fps.framesCovering(microseconds: take.durationUs) <= take.endFrame - take.startFrame
  }
}

extension Timeline.Motion {
  fileprivate var isDrawable: Bool {
    let focuses = focusFrom + focusTo
    return focusFrom.count == 2 && focusTo.count == 2 && focuses.allSatisfy((0...1).contains)
      && [zoomFrom, zoomTo].allSatisfy((1...10).contains)
  }
}
