import CutroomModel
import CutroomPipeline
import CutroomStore

/// Everything a timeline is made of, read from the project, with the inputs it amounts to.
struct TimelineMaterial {
  private(set) var inputs: [ItemInput] = []
  private(set) var segments: [NarratedSegment] = []
  private(set) var title = ""
  private(set) var music: Timeline.Music?
  /// By the path of the asset.
  private var visuals: [String: AssignedVisual] = [:]

  /// Throws `StageWaits` where a stage before has not made its part yet.
  init(_ scope: StageScope) throws {
    let placed = try scope.segments()
    let order = JSONValue.array(placed.map { .string($0.id) })
    inputs.append(.value(name: "segments", order, from: Places.selected))
    try readTitle(scope)
    let shown = try ShownFiles(scope)
    inputs += shown.inputs
    for segment in placed { try add(segment, shown, scope) }
    try readMusic(scope)
  }

  private mutating func readTitle(_ scope: StageScope) throws {
    let scripts = try scope.scripts()
    title = scripts.map(\.script.title).joined(separator: " · ")
    for script in scripts {
      let name = "\(script.path)#/title"
      inputs.append(.value(name: name, .string(script.script.title), from: script.path))
    }
  }

  private mutating func add(
    _ segment: PlacedSegment,
    _ shown: ShownFiles,
    _ scope: StageScope
  ) throws {
    let path = try Places.timestamps(segment.id)
    let take = try scope.need(Timestamps.self, at: path)
    inputs.append(.file(path))
    let files = try shown.files(of: segment.id)
    inputs.append(shown.input(of: segment.id, files))
    segments.append(
      NarratedSegment(
        id: segment.id,
        file: take.file,
        sha256: take.sha256,
        durationUs: take.durationUs,
        words: take.words,
        visuals: try files.map { try visual(at: $0, scope) }
      )
    )
  }

  /// What the sidecar says of a visual; each sidecar is one input, however often it is shown.
  private mutating func visual(at file: String, _ scope: StageScope) throws -> AssignedVisual {
    if let known = visuals[file] { return known }
    let sidecar = try Places.sidecar(of: Places.path(file))
    let metadata = try scope.need(AssetMetadata.self, at: sidecar)
    let facts = metadata.media
    let visual = AssignedVisual(
      kind: facts.kind == .image ? .image : .video,
      file: metadata.file,
      sha256: metadata.sha256,
      durationUs: facts.durationUs ?? 0,
      fps: facts.fps
    )
    visuals[file] = visual
    let value: JSONValue = [
      "file": .string(metadata.file), "sha256": .string(metadata.sha256.description),
      "kind": .string(facts.kind.rawValue), "durationUs": .integer(visual.durationUs),
      "fps": .string(facts.fps?.description ?? ""),
    ]
    inputs.append(.value(name: "\(sidecar)#/media", value, from: sidecar))
    return visual
  }

  /// The track that the music stage chose; the first there is where another program brought it.
  private mutating func readMusic(_ scope: StageScope) throws {
    inputs.append(.file(Places.musicChoice))
    let choice = try scope.document(as: MusicChoice.self, at: Places.musicChoice)
    let brought = try [PathPattern].known("assets/music/*.metadata.json")
      .flatMap { try scope.files($0) }
    guard let path = choice == nil ? brought.first : try choice?.metadata else { return }
    let track = try scope.need(TrackMetadata.self, at: path)
    inputs.append(.file(path))
    music = Timeline.Music(
      trackId: track.trackId,
      file: track.file,
      sha256: track.sha256,
      durationUs: track.durationUs,
      loudness: track.loudness
    )
  }
}

/// Which files are shown with which segment: what the media stage chose, found, or drew, or what fits
/// of the assets that another program brought.
private struct ShownFiles {
  private(set) var inputs: [ItemInput] = []
  private var chosen: [String: [String]] = [:]
  private var found: [String: [String]] = [:]
  private let scope: StageScope

  init(_ scope: StageScope) throws {
    self.scope = scope
    guard let match = try scope.document(as: MediaMatch.self, at: Places.mediaMatch) else {
      let shelf = try AssetShelf(scope)
      chosen = shelf.shown
      inputs = shelf.inputs
      return
    }
    let files = Dictionary(match.files.map { ($0.sha256, $0.file) }) { first, _ in first }
    let taken = try FoundFiles(scope, asked: match.providers ?? [])
    for segment in match.segments {
      chosen[segment.id] = segment.visuals.compactMap { files[$0] }
      if segment.visuals.isEmpty { found[segment.id] = try taken.files(of: segment.id) }
    }
  }

  func files(of segment: String) throws -> [String] {
    if let files = chosen[segment], !files.isEmpty { return files }
    if let files = found[segment], !files.isEmpty { return files }
    return [try scope.need(as: Card.self, at: Card.path(of: segment)).file]
  }

  func input(of segment: String, _ files: [String]) -> ItemInput {
    let isChosen = chosen[segment]?.isEmpty == false
    let isFound = found[segment]?.isEmpty == false
    let other = try? isFound ? FoundVisuals.path(of: segment) : Card.path(of: segment)
    let source = isChosen ? Places.mediaMatch : other ?? Places.mediaMatch
    return .value(
      name: "visuals/\(segment)",
      .array(files.map { .string($0) }),
      from: source
    )
  }
}
