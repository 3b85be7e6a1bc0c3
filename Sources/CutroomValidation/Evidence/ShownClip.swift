import CutroomModel

/// The part of a clip that the timeline shows in one place.
struct ShownClip {
  var path: ProjectPath
  /// Where the timeline names it.
  var place: String
  var span: TimeSpan
  var picture: PictureMeasure

  /// What of the part lies in any of these stretches, which do not overlap.
  func parts(in stretches: [TimeSpan]) -> [TimeSpan] { stretches.compactMap(span.shared) }
}

extension TimeSpan {
  /// What lies in both; nil where nothing does.
  func shared(with other: TimeSpan) -> TimeSpan? {
    let start = max(startUs, other.startUs)
    let end = min(endUs, other.endUs)
    return start < end ? TimeSpan(startUs: start, durationUs: end - start) : nil
  }

  /// How much of it lies in none of these stretches, which do not overlap, in microseconds.
  func length(outside stretches: [TimeSpan]) -> Int64 {
    durationUs - stretches.compactMap(shared).totalUs
  }
}

extension Evidence {
  /// The pictures and clips that the timeline shows, each once and as far as they were measured and
  /// are whole.
  ///
  /// Of a folder that is no project, all of them.
  var shownMedia: [(path: ProjectPath, truth: MediaTruth)] {
    let visuals = documents.timeline?.content.visuals ?? []
    let shown = Set(visuals.map(\.file)).compactMap { ProjectPath($0) }
    return (scope == .media ? Array(media.keys) : shown).compactMap { path in
      guard !isBroken(path), let truth = truth(path) else { return nil }
      return (path, truth)
    }
  }

  /// What the timeline shows of clips whose every frame was looked at.
  var shownClips: [ShownClip] {
    guard let timeline = documents.timeline?.content else { return [] }
    return timeline.visuals.enumerated().compactMap { index, visual in
      let length = timeline.length(from: visual.startFrame, to: visual.endFrame)
      guard visual.kind == .video, visual.sourceStartUs >= 0, length > 0,
        let path = ProjectPath(visual.file), !isBroken(path),
        let picture = truth(path)?.picture
      else { return nil }
      return ShownClip(
        path: path,
        place: "timeline.json#/visuals/\(index)",
        span: TimeSpan(startUs: visual.sourceStartUs, durationUs: length),
        picture: picture
      )
    }
  }
}

extension [TimeSpan] {
  /// How long all of them last together, in microseconds.
  var totalUs: Int64 { reduce(0) { $0 &+ $1.durationUs } }

  /// The stretches in words, the first three.
  var inWords: String {
    let shown = prefix(3).map { "\($0.startUs.inSeconds) to \($0.endUs.inSeconds)" }
    let more = count > 3 ? " and \(count - 3) more" : ""
    return shown.joined(separator: ", ") + more
  }
}
