import CutroomModel
import CutroomPipeline

/// Something that a provider found.
struct FoundCandidate: Codable, Hashable {
  var provider: String
  var candidate: Candidate

  /// What it is called among all that was found.
  var id: String { "\(provider)/\(candidate.asset)" }

  /// Whether two are likely to look the same: from one page, or of one title by one author.
  func isLike(_ other: FoundCandidate) -> Bool {
    if id == other.id { return true }
    let (mine, theirs) = (candidate.rights, other.candidate.rights)
    if let page = mine.source, let its = theirs.source, !page.isEmpty,
      WebAddress(page).canonical == WebAddress(its).canonical
    {
      return true
    }
    guard let title = mine.title, !title.isEmpty, let author = mine.author, !author.isEmpty else {
      return false
    }
    return title == theirs.title && author == theirs.author
  }
}

/// `.cutroom/results/media/search-<segment>.json`: what was found for a segment, as it was found.
struct MediaSearch: Codable, Equatable {
  /// What was asked for, in this order.
  var queries: [String]
  /// By provider in the order of the stage, then best first.
  var candidates: [FoundCandidate]

  static func path(of segment: String) throws -> ProjectPath {
    try Places.result("media", "search-\(segment)")
  }
}

/// `.cutroom/results/media/choice.json`: which of what was found is shown with which segment.
struct MediaChoice: Codable, Equatable {
  struct Segment: Codable, Equatable {
    var id: String
    /// The digest of what the choice was made from.
    var value: Digest
    /// What is to be shown, best first; empty where nothing was found.
    var picks: [FoundCandidate]
    /// What takes the place of a pick that cannot be had.
    var spares: [FoundCandidate]
  }

  static let path = ProjectPath.known(".cutroom/results/media/choice.json")

  var segments: [Segment]

  subscript(segment: String) -> Segment? { segments.first { $0.id == segment } }
}

/// `.cutroom/results/media/found-<segment>.json`: what was taken for a segment.
struct FoundVisuals: Codable, Equatable {
  struct Visual: Codable, Equatable {
    var file: String
    var sha256: Digest
    var provider: String
    var asset: String
  }

  /// In the order in which they are shown; empty where nothing could be had.
  var visuals: [Visual]

  static func path(of segment: String) throws -> ProjectPath {
    try Places.result("media", "found-\(segment)")
  }
}

extension FoundCandidate {
  /// The same without where its bytes are today: services sign addresses anew with every search.
  var withoutAddress: FoundCandidate {
    var found = self
    found.candidate.url = nil
    return found
  }
}
