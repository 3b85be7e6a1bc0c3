/// Shares the frames of each segment among its visuals, without gap or overlap.
///
/// A clip is never slowed down and never stands still on its last frame: where it is too short for
/// its slot it is shown to its end and the next visual has the rest. When none is left the round
/// begins again, a clip from its start. Each such choice is a decision of the timeline.
struct VisualLayout {
  /// A visual with the frames it fills before cross-fades are added.
  struct Slot: Equatable {
    var segmentId: String
    var visual: AssignedVisual
    var start: Int64
    var end: Int64

    var frames: Int64 { end - start }
  }

  private(set) var slots: [Slot] = []
  private(set) var decisions: [Timeline.Decision] = []
  private let fps: FrameRate
  private let fade: Int64
  private let longest: Int64
  private let shortest: Int64

  init(settings: TimelineSettings) {
    fps = settings.fps
    fade = CrossFades.longest(settings)
    longest = max(1, fps.frame(atMicroseconds: settings.longestVisualUs))
    shortest = max(1, fps.frame(atMicroseconds: settings.shortestVisualUs))
  }

  /// Fills the frames from where the last segment ended.
  mutating func fill(until end: Int64, with segment: NarratedSegment) throws(TimelineProblem) {
    guard !segment.visuals.isEmpty else { throw .noVisual(segmentId: segment.id) }
    let usable = segment.visuals.filter { isLongEnough($0, for: end - position) }
    for clip in segment.visuals where !isLongEnough(clip, for: end - position) {
      decide(.clipLeftOut, segment, clip)
    }
    guard !usable.isEmpty else { throw .noUsableVisual(segmentId: segment.id) }
    var turn = 0
    while position < end {
      let visual = usable[turn % usable.count]
      let remaining = end - position
      let wanted = share(of: remaining, unused: usable.count - turn)
      let given = frames(for: visual, wanted: wanted, remaining: remaining)
      if given < wanted { decide(.clipShorterThanSlot, segment, visual) }
      if turn >= usable.count { decide(.visualRepeated, segment, visual) }
      slots.append(
        Slot(segmentId: segment.id, visual: visual, start: position, end: position + given)
      )
      turn += 1
    }
  }

  private var position: Int64 { slots.last?.end ?? 0 }

  /// A clip may be short, but long enough to be seen, or to fill the whole slot.
  private func isLongEnough(_ visual: AssignedVisual, for slot: Int64) -> Bool {
    capacity(visual) >= min(shortest, slot)
  }

  /// Frames that a visual can fill with a cross-fade on either side.
  private func capacity(_ visual: AssignedVisual) -> Int64 {
    let frames = visual.frames(at: fps)
    return frames == .max ? frames : max(0, frames - fade)
  }

  /// An equal share of what remains, among as many visuals as it takes to keep each short.
  private func share(of remaining: Int64, unused: Int) -> Int64 {
    let needed = (remaining + longest - 1) / longest
    let sharers = max(1, min(needed, Int64(unused)))
    return max(1, remaining / sharers)
  }

  private func frames(for visual: AssignedVisual, wanted: Int64, remaining: Int64) -> Int64 {
    let most = min(wanted, capacity(visual))
    let rest = remaining - most
    // What is left over must be long enough for the visual after.
    if rest > 0, rest < shortest, remaining - shortest >= 1 {
      return min(most, remaining - shortest)
    }
    return max(1, most)
  }

  private mutating func decide(
    _ code: Timeline.Decision.Code,
    _ segment: NarratedSegment,
    _ visual: AssignedVisual
  ) {
    let decision = Timeline.Decision(code: code, segmentId: segment.id, file: visual.file)
    if !decisions.contains(decision) { decisions.append(decision) }
  }
}
