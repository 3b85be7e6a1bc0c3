import CutroomModel
import CutroomPipeline
import CutroomStore

/// The pictures and clips of a project whose media stage is another program: it leaves files with
/// sidecars, and what is shown with which segment follows from the words there.
struct AssetShelf {
  /// For each segment the files to show, best first.
  private(set) var shown: [String: [String]] = [:]
  /// What the choice depends on.
  private(set) var inputs: [ItemInput] = []

  /// Throws `StageWaits` where the project has no asset yet.
  init(_ scope: StageScope) throws {
    let sidecars = try [PathPattern]
      .known("assets/images/*.metadata.json", "assets/videos/*.metadata.json")
      .flatMap { try scope.files($0) }
    guard !sidecars.isEmpty else { throw StageWaits(for: Places.mediaMatch.description) }
    let assets = try sidecars.map { try scope.need(AssetMetadata.self, at: $0) }
    let segments = try scope.segments()
    let tags = try scope.document(Tags.self, at: Places.tags)?.segments ?? []
    inputs = sidecars.map { .file($0) } + [.file(Places.tags)] + segments.map(\.textInput)
    share(assets, among: segments, tags)
  }

  private mutating func share(
    _ assets: [AssetMetadata],
    among segments: [PlacedSegment],
    _ tags: [Tags.Segment]
  ) {
    let language = segments.first?.script.language ?? .english
    let terms = assets.map { LibraryTerms($0, language) }
    let scorer = MediaScore(library: terms)
    let wants = segments.map { segment in
      let phrases = tags.first { $0.id == segment.id }?.phrases ?? []
      let said = SegmentTerms(text: segment.segment.text, phrases: phrases, language)
      var candidates: [Digest: MediaAssignment.Candidate] = [:]
      for (asset, terms) in zip(assets, terms) {
        let score = scorer.score(terms, for: said)
        guard score >= MediaScore.threshold else { continue }
        candidates[asset.sha256] = MediaAssignment.Candidate(score: score)
      }
      return MediaAssignment.Want(id: segment.id, slots: 1, candidates: candidates)
    }
    let files = Dictionary(assets.map { ($0.sha256, $0.file) }) { first, _ in first }
    let known = zip(assets, terms).map { ($0.sha256, $1) }
    let subjects = SubjectKinship(Dictionary(known) { first, _ in first })
    let given = MediaAssignment.share(wants, kept: [:], subjects: subjects)
    for (index, segment) in segments.enumerated() {
      let fitting = given[index].compactMap { files[$0] }
      // Where no word fits, the files take turns: something must be seen.
      shown[segment.id] = fitting.isEmpty ? [assets[index % assets.count].file] : fitting
    }
  }
}

extension LibraryTerms {
  /// What a sidecar says of an asset.
  fileprivate init(_ asset: AssetMetadata, _ language: TextLanguage) {
    keywords = asset.keywords.map { WordStem.stems(of: $0, language) }.filter { !$0.isEmpty }
    names = Set(WordStem.stems(of: asset.rights.title ?? "", language))
    folders = []
  }
}
