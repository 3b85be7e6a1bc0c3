/// Makes captions of the word times of a take.
struct CaptionPlanner {
  private let rules: CaptionRules
  private let fps: FrameRate

  init(settings: TimelineSettings) {
    rules = CaptionRules(width: settings.width, height: settings.height)
    fps = settings.fps
  }

  /// Captions inside the take's slot, in order, never overlapping.
  func captions(of words: [Timestamps.Word], in take: Timeline.Take) -> [Timeline.Caption] {
    let words = placed(words, in: take)
    let groups = CaptionBreaks(rules: rules, fps: fps).groups(words)
    let starts = spread(groups.map { $0.first?.start ?? take.startFrame }, in: take)
    return zip(groups, starts).enumerated().map { index, pair in
      let (group, start) = pair
      let limit = index + 1 < starts.count ? starts[index + 1] : take.endFrame
      return Timeline.Caption(
        segmentId: take.segmentId,
        lines: CaptionText.lines(group.map(\.text), rules) ?? group.map(\.text),
        startFrame: start,
        endFrame: end(of: group, from: start, limit: limit)
      )
    }
  }

  /// The words cut to size and put on the timeline's clock; starts never go backward.
  private func placed(_ words: [Timestamps.Word], in take: Timeline.Take) -> [CaptionBreaks.Word] {
    var placed: [CaptionBreaks.Word] = []
    for word in words {
      let text = CaptionText.clean(word.text)
      let earliest = placed.last?.start ?? take.startFrame
      let start = min(max(frame(word.startMs, in: take), earliest), take.endFrame)
      let end = min(max(frame(word.endMs, in: take), start), take.endFrame)
      for piece in CaptionText.pieces(text, lineLength: rules.lineLength) {
        placed.append(CaptionBreaks.Word(text: piece, start: start, end: end))
      }
    }
    return placed
  }

  private func frame(_ milliseconds: Int64, in take: Timeline.Take) -> Int64 {
    let longest = take.durationUs / 1000 + 1
    return take.startFrame + fps.frame(atMilliseconds: min(max(0, milliseconds), longest))
  }

  /// Starts far enough apart to be read, as near to the wanted ones as the slot allows.
  private func spread(_ wanted: [Int64], in take: Timeline.Take) -> [Int64] {
    guard !wanted.isEmpty else { return [] }
    let room = (take.endFrame - take.startFrame) / Int64(wanted.count)
    let apart = max(1, min(fps.framesCovering(microseconds: rules.shortestUs), room))
    var starts = wanted
    for index in starts.indices.dropFirst() {
      starts[index] = max(starts[index], starts[index - 1] + apart)
    }
    var latest = take.endFrame
    for index in starts.indices.reversed() {
      latest -= apart
      starts[index] = max(take.startFrame, min(starts[index], latest))
      latest = starts[index]
    }
    return starts
  }

  /// A caption stays until it is read, until the next one where the pause is short.
  private func end(
    of group: ArraySlice<CaptionBreaks.Word>,
    from start: Int64,
    limit: Int64
  ) -> Int64 {
    let spoken = group.last?.end ?? start
    let characters = group.reduce(0) { $0 + CaptionText.columns($1.text) + 1 }
    let readingUs = Int64(Double(characters) / rules.charactersPerSecond * 1_000_000)
    let read = start + fps.framesCovering(microseconds: max(readingUs, rules.shortestUs))
    let end = min(max(spoken, read), limit)
    let isBridged = limit - end <= fps.frame(atMicroseconds: rules.bridgedUs)
    return max(start + 1, isBridged ? limit : end)
  }
}
