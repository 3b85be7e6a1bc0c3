import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomWorkers

/// Chooses what is seen with each segment out of the library.
struct MatchStep: StageStep {
  let media: MediaWorkers

  let reads: [PathPattern] =
    Places.scripts + .known("topics/selected.json", "scripts/tags.json")
  let isShareable = false
  let writes: [PathPattern] = .known(".cutroom/results/media/match.json")
  let codeVersion = 2

  /// A worker measures this many files a segment at most.
  private static let shortlist = 12

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let segments = try scope.segments()
    guard try scope.json(Places.tags) != nil else {
      throw StageWaits(for: Places.tags.description)
    }
    let shelf = try shelf(scope)
    let size = "\(scope.settings.width)x\(scope.settings.height)"
    return [
      ItemSpec(
        id: "match",
        inputs: [.file(Places.tags), .value(name: "settings.video.size", .string(size), from: nil)]
          + segments.flatMap { [$0.textInput, $0.roleInput] } + shelf.inputs,
        outputs: [Places.mediaMatch]
      )
    ]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let scope = bench.scope
    let shelf = try shelf(scope)
    var matcher = Matcher(
      segments: try segments(scope),
      scope: scope,
      media: media.stopped(by: bench.cancellation)
    )
    let earlier = try? scope.document(as: MediaMatch.self, at: Places.mediaMatch)
    // A disk that is not mounted is not a library in which nothing fits.
    if shelf.files.isEmpty, MediaStage.usesLibrary(scope), earlier?.files.isEmpty == false {
      throw ItemFault(
        "library-missing",
        "the library folder \(root(scope)) has no file any more, and pictures of it are in use. "
          + "Is its disk mounted? One file in it will do"
      )
    }
    try matcher.read(shelf, root: root(scope), earlier: earlier)
    try matcher.shortlist(Self.shortlist) { try bench.checkCancelled() }
    var match = try matcher.match(earlier: earlier)
    let searched = MediaStage.searched(scope)
    if !searched.isEmpty { match.providers = searched }
    try bench.saveJSON(DocumentCoding.plainValue(match), to: Places.mediaMatch)
    return ItemResult(outputs: item.outputs, decisions: shelf.decisions + matcher.decisions)
  }

  private func segments(_ scope: StageScope) throws -> [Matcher.Segment] {
    let tags = try scope.need(Tags.self, at: Places.tags).segments
    let phrases = Dictionary(tags.map { ($0.id, $0.phrases) }) { first, _ in first }
    return try scope.segments().map { Matcher.Segment($0, phrases: phrases[$0.id] ?? []) }
  }

  private func shelf(_ scope: StageScope) throws -> LibraryShelf {
    guard MediaStage.usesLibrary(scope) else { return .empty }
    return try LibraryShelf(
      scope,
      folder: root(scope),
      suffixes: VisualFile.suffixes,
      leavingOut: ["music", "narration"]
    )
  }

  private func root(_ scope: StageScope) -> String {
    scope.text(MediaStage.library) ?? "library"
  }
}
