import CutroomModel

/// A media file as the report shows it.
struct ReportMedia: Equatable, Sendable {
  /// What there is to look at.
  enum Look: Equatable, Sendable {
    case picture(ReportPicture)
    /// No picture could be made.
    case none(reason: String)
    /// None was made, as others came first.
    case leftOut
  }

  var path: String
  var bytes: Int64
  /// What it was measured to be; nil where it was not or could not be.
  var facts: MediaFacts?
  /// Why it could not be measured.
  var failure: String?
  var rights: Rights?
  var look = Look.leftOut

  var picture: ReportPicture? { if case .picture(let picture) = look { picture } else { nil } }
}

/// A small picture of a media file.
struct ReportPicture: Equatable, Sendable {
  /// How the file is shown.
  enum Kind: Sendable {
    /// A JPEG of one frame.
    case frame
    /// A PNG of the loudness over time.
    case waveform
  }

  var kind: Kind
  var bytes: [UInt8]
  var size: PictureSize
  /// When a frame of a clip is seen; nil for a still and a sound.
  var atUs: Int64?
}
