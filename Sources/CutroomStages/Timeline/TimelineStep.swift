internal import CutroomModel
internal import CutroomPipeline
internal import CutroomStore

/// Places takes, pictures, music and captions on one clock.
struct TimelineStep: StageStep {
  static let stage = BuiltinStage(
    name: "timeline",
    parameters: ["leadInMs", "leadOutMs", "gapMs", "crossFadeMs"],
    steps: [TimelineStep()]
  )

  let reads: [PathPattern] =
    Places.scripts
    + .known(
      "topics/selected.json",
      "assets/audio/*.timestamps.json",
      "assets/images/*.metadata.json",
      "assets/videos/*.metadata.json",
      "assets/music/*.metadata.json",
      ".cutroom/results/media/*.json",
      ".cutroom/results/music/choice.json"
    )
  let writes: [PathPattern] = .known("timeline.json")
  let settings = ["video"]

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let material = try TimelineMaterial(scope)
    return [
      ItemSpec(id: "timeline", inputs: material.inputs, outputs: [Places.timeline])
    ]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let material = try TimelineMaterial(bench.scope)
    let request = TimelineRequest(
      title: material.title,
      settings: try settings(bench.scope),
      segments: material.segments,
      music: material.music
    )
    let timeline: Timeline
    do throws(TimelineProblem) {
      timeline = try TimelinePlanner.plan(request)
    } catch {
      throw ItemFault("timeline", error.words)
    }
    try bench.save(timeline, to: Places.timeline)
    return ItemResult(outputs: item.outputs, decisions: timeline.decisions.map(\.recorded))
  }

  private func settings(_ scope: StageScope) throws -> TimelineSettings {
    let video = scope.settings
    var settings = TimelineSettings(width: video.width, height: video.height, fps: video.fps)
    func length(_ name: String, _ standard: Int64) throws -> Int64 {
      let ms = try scope.whole(name, in: 0...60_000, otherwise: Int(standard / 1000))
      return Int64(ms) * 1000
    }
    settings.leadInUs = try length("leadInMs", settings.leadInUs)
    settings.leadOutUs = try length("leadOutMs", settings.leadOutUs)
    settings.gapUs = try length("gapMs", settings.gapUs)
    settings.crossFadeUs = try length("crossFadeMs", settings.crossFadeUs)
    return settings
  }
}

extension Timeline.Decision {
  /// The decision as status and log tell it.
  fileprivate var recorded: Decision {
    let words =
      switch code {
      case .clipShorterThanSlot: "\(file) is over before \(segmentId) is; the next visual follows"
      case .clipLeftOut: "\(file) is too short to be shown with \(segmentId)"
      case .visualRepeated: "\(file) is shown again, for nothing else is left for \(segmentId)"
      case .noCaptions: "the take of \(segmentId) has no words to caption"
      default: "\(segmentId): \(file)"
      }
    return Decision(code: code.rawValue, message: words)
  }
}

extension TimelineProblem {
  /// The problem in words a person can act on.
  fileprivate var words: String {
    switch self {
    case .noSegments: "the scripts have no segment"
    case .frameSize(let width, let height):
      "no video can be \(width)x\(height): both are even numbers from 64 to 7680"
    case .frameRate(let rate): "no video can have \(rate) frames a second: 1 to 120"
    case .length(let name, let microseconds):
      "\(name) is \(microseconds / 1000) ms, and may be 0 to 60000"
    case .emptyTake(let segment): "the take of \(segment) has no length"
    case .tooLong(let segment): "the video would be longer than a day, from \(segment) on"
    case .noVisual(let segment): "\(segment) has nothing to show; run the media stage again"
    case .noUsableVisual(let segment): "\(segment) has only clips that are too short to be shown"
    }
  }
}
