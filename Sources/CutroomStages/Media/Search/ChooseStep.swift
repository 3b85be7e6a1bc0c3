import CutroomModel
import CutroomPipeline
import CutroomStore

/// Shares what was found out among the segments, all of them at once.
struct ChooseStep: StageStep {
  let reads: [PathPattern] =
    Places.scripts
    + .known(
      "topics/selected.json",
      "scripts/tags.json",
      ".cutroom/results/media/match.json",
      ".cutroom/results/media/search-*.json"
    )
  let writes: [PathPattern] = .known(".cutroom/results/media/choice.json")
  let parameters: [String]? = []
  /// What was chosen before stays, so that a result says more than its inputs.
  let isShareable = false

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    guard !MediaStage.searched(scope).isEmpty else { return [] }
    let bare = try BareSegment.all(scope).filter { !$0.queries.isEmpty }
    for segment in bare {
      _ = try scope.need(as: MediaSearch.self, at: MediaSearch.path(of: segment.id))
    }
    let order = JSONValue.array(bare.map { .string($0.id) })
    let size = "\(scope.settings.width)x\(scope.settings.height)"
    return [
      ItemSpec(
        id: "choice",
        inputs: [
          .value(name: "segments", order, from: Places.mediaMatch),
          .value(name: "settings.video.size", .string(size), from: nil),
        ]
          + (try bare.flatMap {
            [$0.placed.textInput, .file(try MediaSearch.path(of: $0.id))]
          }),
        outputs: [MediaChoice.path]
      )
    ]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let scope = bench.scope
    let wants = try BareSegment.all(scope).filter { !$0.queries.isEmpty }.map { segment in
      let path = try MediaSearch.path(of: segment.id)
      return want(segment, try scope.need(as: MediaSearch.self, at: path))
    }
    let values = try wants.map { try value($0, scope) }
    let earlier = (try? scope.document(as: MediaChoice.self, at: MediaChoice.path)) ?? nil
    let shares = CandidateSharing.share(
      wants,
      width: scope.settings.width,
      height: scope.settings.height,
      kept: kept(earlier, zip(wants, values).map { ($0.id, $1) })
    )
    let choice = MediaChoice(
      segments: wants.indices.map { place in
        MediaChoice.Segment(
          id: wants[place].id,
          value: values[place],
          picks: shares[place].picks,
          spares: shares[place].spares
        )
      }
    )
    try bench.saveJSON(DocumentCoding.plainValue(choice), to: MediaChoice.path)
    let found = shares.count { !$0.picks.isEmpty }
    bench.log("\(found) of \(wants.count) segments have something to show")
    return ItemResult(outputs: item.outputs)
  }

  private func want(_ segment: BareSegment, _ search: MediaSearch) -> CandidateSharing.Want {
    let language = segment.script.language
    let milliseconds = SpeechDuration.milliseconds(
      segment.placed.segment.text,
      language: language,
      wordsPerMinute: 160
    )
    let slots = Matcher.slots(milliseconds)
    return CandidateSharing.Want(
      id: segment.id,
      slots: slots,
      milliseconds: milliseconds / slots + 1000,
      stems: Set(search.queries.flatMap { WordStem.stems(of: $0, language) }),
      language: language,
      candidates: search.candidates
    )
  }

  /// What the choice for a segment is made from.
  private func value(_ want: CandidateSharing.Want, _ scope: StageScope) throws -> Digest {
    DocumentCoding.digest(
      ofCanonical: [
        .integer(Int64(want.slots)), .integer(Int64(scope.settings.width)),
        .integer(Int64(scope.settings.height)),
        try DocumentCoding.plainValue(want.candidates.map(\.withoutAddress)),
      ]
    )
  }

  /// A choice stays while what it was made from stays: it may have been paid for.
  private func kept(
    _ earlier: MediaChoice?,
    _ values: [(id: String, value: Digest)]
  ) -> [String: CandidateSharing.Share] {
    var kept: [String: CandidateSharing.Share] = [:]
    for (id, value) in values {
      guard let before = earlier?[id], before.value == value, !before.picks.isEmpty else {
        continue
      }
      kept[id] = CandidateSharing.Share(picks: before.picks, spares: before.spares)
    }
    return kept
  }
}
