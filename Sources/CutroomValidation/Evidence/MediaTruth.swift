package import CutroomModel

/// What is known of a media file's content.
package enum MediaCheck: Equatable, Sendable {
  case measured(MediaTruth)
  case failed(ProbeFailure)
}

/// What a media file was measured to be.
package struct MediaTruth: Equatable, Codable, Sendable {
  package var facts: MediaFacts
  /// libavformat's name of the container.
  package var format: String
  /// The longest span of the moving picture alone.
  package var videoDurationUs: Int64?
  /// What a listener hears of a take, from decoded samples.
  package var audioUs: Int64?
  /// What decoding the whole file has shown; nil where it was not decoded.
  package var decoding: Decoding?

  /// How decoding went.
  package struct Decoding: Equatable, Codable, Sendable {
    package var errors: Int
    /// A stream that gave no frame.
    package var isSilent: Bool
  }

  package init(_ probe: ProbeFacts) {
    facts = probe.cutroom
    format = probe.format.formatName
    let pictures = probe.streams.filter {
      $0.codecType == "video" && $0.disposition["attached_pic"] != 1
    }
    let indices = Set(pictures.map(\.index))
    videoDurationUs =
      facts.spans.filter { indices.contains($0.index) }.map(\.durationUs).max()
  }
}
