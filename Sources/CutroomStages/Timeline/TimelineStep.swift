import CutroomModel
import CutroomPipeline
import CutroomStore

/// Places takes, pictures, music and captions on one clock.
struct TimelineStep: StageStep {
  static let stage = BuiltinStage(
    name: "timeline",
    parameters: [leadIn, leadOut, gap, crossFade],
    steps: [TimelineStep()]
  )

  private static let leadIn = length("leadInMs", 500, "before the first word")
  private static let leadOut = length("leadOutMs", 1500, "after the last word")
  private static let gap = length("gapMs", 350, "between takes")
  private static let crossFade = length("crossFadeMs", 400, "between pictures")

  private static func length(_ name: String, _ standard: Int64, _ help: String) -> Parameter {
    Parameter(name, .whole(0...60_000), otherwise: .integer(standard), "milliseconds \(help)")
  }

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
  let codeVersion = 2

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
      settings: settings(bench.scope),
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

  private func settings(_ scope: StageScope) -> TimelineSettings {
    let video = scope.settings
    var settings = TimelineSettings(width: video.width, height: video.height, fps: video.fps)
    func microseconds(_ parameter: Parameter) -> Int64 { Int64(scope.whole(parameter)) * 1000 }
    settings.leadInUs = microseconds(Self.leadIn)
    settings.leadOutUs = microseconds(Self.leadOut)
    settings.gapUs = microseconds(Self.gap)
    settings.crossFadeUs = microseconds(Self.crossFade)
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
