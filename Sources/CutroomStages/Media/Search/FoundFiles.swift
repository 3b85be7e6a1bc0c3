import CutroomModel
import CutroomPipeline

/// The files that were found for segments, as the choice in force has them: what stands there of an
/// earlier choice counts no more.
struct FoundFiles {
  private let scope: StageScope
  private let choice: MediaChoice?

  /// `asked` are the providers; without any nothing is found.
  ///
  /// Throws `StageWaits` where nothing was chosen yet.
  init(_ scope: StageScope, asked: [String]) throws {
    self.scope = scope
    choice =
      asked.isEmpty ? nil : try scope.need(as: MediaChoice.self, at: MediaChoice.path)
  }

  /// The files of a segment; none where nothing could be had.
  ///
  /// Throws `StageWaits` where they were chosen and not yet taken.
  func files(of segment: String) throws -> [String] {
    guard let chosen = choice?[segment], !chosen.picks.isEmpty else { return [] }
    let path = try FoundVisuals.path(of: segment)
    return try scope.need(as: FoundVisuals.self, at: path).visuals.map(\.file)
  }
}
