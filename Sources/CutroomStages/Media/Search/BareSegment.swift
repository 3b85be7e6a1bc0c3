import CutroomModel
import CutroomPipeline

/// A segment that nothing in the library fits.
struct BareSegment {
  let placed: PlacedSegment
  /// What to search for, the most telling first.
  let queries: [String]

  var id: String { placed.id }
  var script: PlacedScript { placed.script }

  /// Searches for one segment at most.
  private static let mostQueries = 3
  private static let longestQuery = 60

  /// Those of the match, in the order of the video.
  static func all(_ scope: StageScope) throws -> [BareSegment] {
    let match = try scope.need(as: MediaMatch.self, at: Places.mediaMatch)
    let bare = Set(match.segments.filter(\.visuals.isEmpty).map(\.id))
    let tags = try scope.document(Tags.self, at: Places.tags)?.segments ?? []
    let phrases = Dictionary(tags.map { ($0.id, $0.phrases) }) { first, _ in first }
    return try scope.segments().filter { bare.contains($0.id) }.map { segment in
      BareSegment(placed: segment, queries: queries(segment, phrases[segment.id] ?? []))
    }
  }

  /// The best phrases, or the title where there is none.
  private static func queries(
    _ segment: PlacedSegment,
    _ phrases: [RefinedTopic.Phrase]
  ) -> [String] {
    let texts = phrases.isEmpty ? [segment.script.script.title] : phrases.map(\.text)
    let queries = texts.map { String($0.prefix(longestQuery)) }.filter {
      Words.split($0).contains(where: \.hasLetter)
    }
    return Array(queries.prefix(mostQueries))
  }
}
