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

  /// What the first sound track sounds like; nil where it was not decoded.
  package var sound: SoundMeasure?
  /// What the first moving picture shows; nil where it was not decoded.
  package var picture: PictureMeasure?
  /// The shape of a pixel, width to height, such as `64:45`; nil for a square and where it is unknown.
  package var pixelAspect: String?
  /// The size of the picture as it is decoded, before it is turned and its pixels are squared.
  package var decodedSize: PictureSize?
  /// What was asked of the worker: see ``edition``.
  private var measured: Int?

  /// Raised when more is asked of a file than before; what was measured by an earlier edition is
  /// measured anew.
  private static let edition = 2

  /// Whether all that this program looks for was looked for.
  var isCurrent: Bool { measured == Self.edition }

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
    pixelAspect = pictures.first?.sampleAspectRatio.flatMap(Self.oblong)
    if let width = pictures.first?.width, let height = pictures.first?.height {
      decodedSize = PictureSize(width: width, height: height)
    }
    measured = Self.edition
    videoDurationUs =
      facts.spans.filter { indices.contains($0.index) }.map(\.durationUs).max()
  }

  /// The facts with what decoding has shown, as a deep probe answers them.
  package var allFacts: MediaFacts {
    var facts = facts
    facts.decodeErrors = decoding?.errors
    facts.sound = sound
    facts.picture = picture
    return facts
  }

  /// A ratio that is neither 1 nor unknown.
  private static func oblong(_ ratio: String) -> String? {
    let sides = ratio.split(separator: ":").compactMap { Int($0) }
    guard sides.count == 2, sides[0] > 0, sides[1] > 0, sides[0] != sides[1] else { return nil }
    return ratio
  }
}
