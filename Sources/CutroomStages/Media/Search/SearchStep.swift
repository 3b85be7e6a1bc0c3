import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore

/// Asks providers for pictures and clips for each segment that nothing in the library fits.
struct SearchStep: StageStep {
  let desk: ProviderDesk

  let reads: [PathPattern] =
    Places.scripts
    + .known(
      "topics/selected.json",
      "scripts/tags.json",
      ".cutroom/results/media/match.json"
    )
  let isShareable = false
  let writes: [PathPattern] = .known(".cutroom/results/media/search-*.json")
  let pool = "net"
  let parameters: [String]? = []

  /// Candidates after which nobody else is asked.
  private static let enough = 8
  /// Candidates of one search at most.
  private static let limit = 12

  func providers(_ scope: StageScope) -> [String] { MediaStage.searched(scope) }

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let providers = MediaStage.searched(scope)
    guard !providers.isEmpty else { return [] }
    let bare = try BareSegment.all(scope)
    let identities = try providers.map { try scope.input(ofProvider: $0) }
    let names = JSONValue.array(providers.map { .string($0) })
    let size = "\(scope.settings.width)x\(scope.settings.height)"
    return try bare.filter { !$0.queries.isEmpty }.map { segment in
      let queries = JSONValue.array(segment.queries.map { .string($0) })
      return ItemSpec(
        id: "search.\(segment.id)",
        inputs: [
          .value(name: "queries", queries, from: Places.tags), segment.script.languageInput,
          .value(name: "providers", names, from: nil),
          .value(name: "settings.video.size", .string(size), from: nil),
        ] + identities,
        outputs: [try MediaSearch.path(of: segment.id)],
        element: ["queries": queries, "language": .string(segment.script.script.language)]
      )
    }
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let queries = item.element?["queries"]?.array?.compactMap(\.string) ?? []
    let language = item.element?["language"]?.string ?? "en"
    var search = MediaSearch(queries: queries, candidates: [])
    var faults: [ProviderFault] = []
    for provider in MediaStage.searched(bench.scope) where search.candidates.count < Self.enough {
      do {
        try ask(provider, language, bench, &search)
      } catch let fault as ProviderFault {
        let fault = fault.about("\(provider), for \(item.id)")
        // A key that is wrong, or a search that none would take, is to be mended first.
        guard fault.isTransient || fault.isAboutAsset else { throw fault }
        bench.log(fault.message)
        faults.append(fault)
      }
    }
    if search.candidates.isEmpty, let fault = faults.first(where: \.isTransient) { throw fault }
    try bench.saveJSON(DocumentCoding.plainValue(search), to: item.outputs[0])
    bench.log("\(search.candidates.count) candidates for \(queries.joined(separator: ", "))")
    return ItemResult(
      outputs: item.outputs,
      decisions: faults.map { Decision(code: "search-failed", message: $0.message) }
    )
  }

  /// Asks one provider for one phrase after another, until there is enough.
  private func ask(
    _ provider: String,
    _ language: String,
    _ bench: Workbench,
    _ search: inout MediaSearch
  ) throws {
    for query in search.queries where search.candidates.count < Self.enough {
      try bench.checkCancelled()
      let job = SearchJob(
        query: query,
        kinds: [.image, .video],
        limit: Self.limit,
        width: bench.scope.settings.width,
        height: bench.scope.settings.height,
        language: language
      )
      let known = Set(search.candidates.map(\.id))
      let found = try desk.search(job, bench.asking(provider))
        .map { FoundCandidate(provider: provider, candidate: $0) }
      search.candidates += found.filter { !known.contains($0.id) && $0.candidate.kind != .music }
    }
  }
}
