import CutroomModel

/// Something that stands on the timeline, by its place in its list.
enum TimelineEntry: Hashable {
  case visual(Int)
  case take(Int)
  case caption(Int)
  case music
}

extension Timeline {
  /// Everything on the timeline, in the order of its lists.
  var entries: [TimelineEntry] {
    visuals.indices.map { .visual($0) } + narration.indices.map { .take($0) }
      + captions.indices.map { .caption($0) } + (music == nil ? [] : [.music])
  }

  /// Every file that is seen or heard, with where.
  var fileUses: [(file: String, entry: TimelineEntry)] {
    visuals.enumerated().map { ($1.file, .visual($0)) }
      + narration.enumerated().map { ($1.file, .take($0)) }
      + (music.map { [($0.file, .music)] } ?? [])
  }

  func has(_ entry: TimelineEntry) -> Bool {
    switch entry {
    case .visual(let index): visuals.indices.contains(index)
    case .take(let index): narration.indices.contains(index)
    case .caption(let index): captions.indices.contains(index)
    case .music: music != nil
    }
  }

  /// When it is seen or heard; nothing where its frames are not in order.
  func frames(of entry: TimelineEntry) -> Range<Int64> {
    guard has(entry) else { return 0..<0 }
    let (start, end) =
      switch entry {
      case .visual(let index): (visuals[index].startFrame, visuals[index].endFrame)
      case .take(let index): (narration[index].startFrame, narration[index].endFrame)
      case .caption(let index): (captions[index].startFrame, captions[index].endFrame)
      case .music: (0, durationInFrames)
      }
    return start..<max(start, end)
  }

  /// What is left of the video after its last picture.
  var unseenEnd: Range<Int64> {
    let end = visuals.map(\.endFrame).max() ?? 0
    return end..<max(end, durationInFrames)
  }

  /// How many seconds a number of frames lasts.
  func seconds(_ frames: Int64) -> Double { Double(frames) * Double(fps.den) / Double(fps.num) }
}
