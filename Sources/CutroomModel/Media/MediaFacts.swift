/// What cutroom measured of a media file: the "cutroom" block of a probe answer.
package struct MediaFacts: Codable, Sendable, Equatable {
  package var kind: MediaKind
  /// The longest span (last end minus first start) over audio and video streams.
  package var durationUs: Int64?
  package var durationSource: DurationSource
  package var headerDurationUs: Int64?
  package var truncated: Bool
  /// Width as shown: sample aspect ratio and rotation are applied.
  package var displayWidth: Int?
  package var displayHeight: Int?
  /// Degrees counter-clockwise that a player turns the picture, as ffprobe counts: 0, 90, 180, 270.
  package var rotation: Int
  package var fps: FrameRate?
  package var isVfr: Bool
  package var hasAudio: Bool
  package var hasVideo: Bool
  package var sampleRate: Int?
  package var channels: Int?
  /// libav's name for it, such as "mono", "stereo" or "5.1(side)"; nil where the file does not say.
  package var channelLayout: String?
  package var isHdr: Bool
  package var attachedPictures: Int
  package var spans: [StreamSpan]
  /// What decoding the whole file has shown; nil where it was not decoded.
  package var decodeErrors: Int?
  /// Of the first sound track.
  package var sound: SoundMeasure?
  /// Of the first moving picture.
  package var picture: PictureMeasure?
  package var sha256: String?
  package var libavformat: String
  package var warnings: [ProbeWarning]

  package init(kind: MediaKind, libavformat: String) {
    self.kind = kind
    self.libavformat = libavformat
    durationSource = .none
    truncated = false
    rotation = 0
    isVfr = false
    hasAudio = false
    hasVideo = false
    isHdr = false
    attachedPictures = 0
    spans = []
    warnings = []
  }
}

/// What a file is by its content; its name has no say.
package enum MediaKind: String, Codable, Sendable {
  case video
  case audio
  case image
  case animatedImage = "animated-image"
}

/// Where a duration comes from, so that nobody has to guess how far to trust it.
package enum DurationSource: String, Codable, Sendable {
  case header
  case stream
  case packets
  case decoded
  case none
}

/// Where one stream lies on the file's clock.
package struct StreamSpan: Codable, Sendable, Equatable {
  package var index: Int
  package var startUs: Int64
  package var durationUs: Int64

  package init(index: Int, startUs: Int64, durationUs: Int64) {
    self.index = index
    self.startUs = startUs
    self.durationUs = durationUs
  }
}

/// Something about a file that its reader should know and that did not stop the probe.
package struct ProbeWarning: Codable, Sendable, Hashable {
  package var code: String
  package var message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }

  /// The code where a file was to be decoded and was not, which another try may change.
  package static let notDecoded = "not-decoded"
}
