/// Lets neighbouring visuals overlap around the cut between them.
enum CrossFades {
  static func longest(_ settings: TimelineSettings) -> Int64 {
    settings.fps.frame(atMicroseconds: settings.crossFadeUs)
  }

  /// Spreads each slot over its share of the fades before and after it.
  ///
  /// A fade takes at most half of the shorter neighbour, so that two fades never meet.
  static func share(
    _ slots: [VisualLayout.Slot],
    settings: TimelineSettings
  ) -> [Timeline.Visual] {
    var visuals: [Timeline.Visual] = []
    for (index, slot) in slots.enumerated() {
      let fadeIn = index == 0 ? 0 : fade(slots[index - 1], slot, settings)
      let fadeOut = index + 1 == slots.count ? 0 : fade(slot, slots[index + 1], settings)
      let end = slot.end - fadeOut / 2 + fadeOut
      visuals.append(
        Timeline.Visual(
          segmentId: slot.segmentId,
          kind: slot.visual.kind,
          file: slot.visual.file,
          sha256: slot.visual.sha256,
          startFrame: slot.start - fadeIn / 2,
          endFrame: end,
          fadeInFrames: fadeIn,
          sourceStartUs: 0,
          motion: slot.visual.kind == .image
            ? .gentle(index: index, segmentId: slot.segmentId, frames: slot.frames, settings.fps)
            : nil
        )
      )
    }
    return visuals
  }

  private static func fade(
    _ slot: VisualLayout.Slot,
    _ next: VisualLayout.Slot,
    _ settings: TimelineSettings
  ) -> Int64 {
    min(longest(settings), slot.frames / 2, next.frames / 2)
  }
}
