import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomWorkers

/// One matching: scores by words, looks at the files that score, and shares them out.
struct Matcher {
  /// A segment as far as pictures go.
  struct Segment {
    let id: String
    let language: TextLanguage
    let terms: SegmentTerms
    /// How long it is estimated to take.
    let milliseconds: Int
    let value: Digest

    init(_ placed: PlacedSegment, phrases: [RefinedTopic.Phrase]) {
      language = TextLanguage(tag: placed.script.script.language) ?? .english
      let text = placed.segment.text
      id = placed.id
      // An outro names sources, whose words are no pictures: it shows what the others leave.
      let said = placed.segment.role == .outro ? "" : text
      terms = SegmentTerms(text: said, phrases: phrases, language)
      milliseconds = SpeechDuration.milliseconds(text, language: language, wordsPerMinute: 160)
      let parts = [text] + phrases.map(\.text)
      value = DocumentCoding.digest(ofCanonical: .array(parts.map { .string($0) }))
    }

    /// A visual for every seven seconds begun.
    var slots: Int { Matcher.slots(milliseconds) }
  }

  /// How many visuals a segment of this length gets.
  static func slots(_ milliseconds: Int) -> Int { min(4, max(1, (milliseconds + 6999) / 7000)) }

  private let segments: [Segment]
  private let scope: StageScope
  private let media: MediaWorkers
  private var files: [LibraryFile] = []
  private var terms: [LibraryTerms] = []
  /// By digest, once a worker has looked.
  private var visuals: [Digest: VisualFile] = [:]
  private var rejected: Set<Digest> = []
  private var scores: [[Digest: MediaAssignment.Candidate]] = []
  private(set) var decisions: [Decision] = []

  init(segments: [Segment], scope: StageScope, media: MediaWorkers) {
    self.segments = segments
    self.scope = scope
    self.media = media
  }

  /// Reads what is said about the files of the library; what was found out about their bytes
  /// before still holds.
  mutating func read(_ shelf: LibraryShelf, root: String, earlier: MediaMatch?) throws {
    files = shelf.files
    let present = Set(files.map(\.content))
    for look in earlier?.looks ?? [] where present.contains(look.sha256) {
      visuals[look.sha256] = look.visual
    }
    // Whoever keeps a library keeps it in the language of the videos.
    let language = segments.first?.language ?? .english
    for file in files {
      let (sidecar, faults) = try LibrarySidecar.merged(file.sidecars, scope)
      decisions += faults
      terms.append(LibraryTerms(file, sidecar, root: root, language))
    }
  }

  /// Scores every file for every segment and has the best of each measured.
  mutating func shortlist(_ count: Int, between: () throws -> Void) throws {
    let scorer = MediaScore(library: terms)
    for segment in segments {
      let scored = files.indices.map {
        (place: $0, score: scorer.score(terms[$0], for: segment.terms))
      }
      let best = scored.filter { $0.score >= MediaScore.threshold }.sorted { left, right in
        left.score == right.score ? left.place < right.place : left.score > right.score
      }
      var fitting: [Digest: MediaAssignment.Candidate] = [:]
      for entry in best where fitting.count < count {
        try between()
        let file = files[entry.place]
        guard let visual = try inspect(file) else { continue }
        let need = segment.milliseconds / segment.slots + 1000
        let fit = visual.fit(
          width: scope.settings.width,
          height: scope.settings.height,
          milliseconds: need
        )
        fitting[file.content] = MediaAssignment.Candidate(
          score: (entry.score * fit).inThousandths,
          isShort: visual.isShorter(than: need)
        )
      }
      scores.append(fitting)
    }
  }

  /// The match; earlier choices stay where segment and files are what they were.
  func match(earlier: MediaMatch?) throws -> MediaMatch {
    let wants = zip(segments, scores).map {
      MediaAssignment.Want(id: $0.id, slots: $0.slots, candidates: $1)
    }
    let known = zip(files, terms).map { ($0.content, $1) }
    let subjects = SubjectKinship(Dictionary(known) { first, _ in first })
    let given = MediaAssignment.share(wants, kept: kept(earlier), subjects: subjects)
    let used = Set(given.joined())
    return MediaMatch(
      segments: zip(segments, given).map {
        MediaMatch.Segment(id: $0.id, value: $0.value, visuals: $1)
      },
      files: try files.filter { used.contains($0.content) }
        .sorted { $0.content.description < $1.content.description }.compactMap(entry),
      looks: visuals.map { MediaMatch.Look(sha256: $0.key, visual: $0.value) }
        .sorted { $0.sha256.description < $1.sha256.description }
    )
  }

  private func entry(_ file: LibraryFile) throws -> MediaMatch.File? {
    guard let visual = visuals[file.content] else { return nil }
    return MediaMatch.File(
      sha256: file.content,
      kind: visual.kind,
      file: try visual.path(for: file.content).description,
      paths: file.paths.map(\.description),
      sidecars: file.sidecars.map(\.description)
    )
  }

  private func kept(_ earlier: MediaMatch?) -> [String: [Digest]] {
    var kept: [String: [Digest]] = [:]
    let values = Dictionary(segments.map { ($0.id, $0.value) }) { first, _ in first }
    for segment in earlier?.segments ?? [] where values[segment.id] == segment.value {
      guard !segment.visuals.isEmpty, segment.visuals.allSatisfy({ visuals[$0] != nil }) else {
        continue
      }
      kept[segment.id] = segment.visuals
    }
    return kept
  }

  /// Has a file measured, once; nil where it cannot be shown, which is a decision.
  private mutating func inspect(_ file: LibraryFile) throws -> VisualFile? {
    if let visual = visuals[file.content] { return visual }
    if rejected.contains(file.content) { return nil }
    do {
      guard let source = try scope.project.workspace.tree.open(file.path) else {
        throw VisualFile.Unfit(reason: "it is gone")
      }
      let visual = try media.inspectVisual(source, path: file.path).visual
      visuals[file.content] = visual
      return visual
    } catch let unfit as VisualFile.Unfit {
      rejected.insert(file.content)
      let message = "\(file.path): \(unfit.reason)"
      decisions.append(Decision(code: "library-file-skipped", message: message))
      return nil
    }
  }
}
