import CutroomModel

/// `.cutroom/results/media/match.json`: which file of the library is shown with which segment.
struct MediaMatch: Codable, Equatable {
  /// The visuals of one segment.
  struct Segment: Codable, Equatable {
    var id: String
    /// The digest of what the choice was made from: the segment's text and phrases.
    var value: Digest
    /// Best first; empty where nothing fits.
    var visuals: [Digest]
  }

  /// A chosen file.
  struct File: Codable, Equatable {
    var sha256: Digest
    var kind: Timeline.Visual.Kind
    /// Where it goes in the project.
    var file: String
    /// Where it is in the library, and the sidecars it has there.
    var paths: [String]
    var sidecars: [String]
  }

  /// What a worker found when it looked at a file that may be shown: no need to look again.
  struct Look: Codable, Equatable {
    var sha256: Digest
    var visual: VisualFile
  }

  var segments: [Segment]
  /// In the order of their digests.
  var files: [File]
  /// In the order of their digests; nil in a match that was made before they were kept.
  var looks: [Look]?
  /// Who is asked for what nothing in the library fits; nil where nobody is.
  var providers: [String]?
}
