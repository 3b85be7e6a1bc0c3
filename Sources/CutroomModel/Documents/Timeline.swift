/// `timeline.json`: what is seen and heard at which frame.
///
/// Frames count from 0; an end is exclusive.
package struct Timeline: Document, Equatable {
  package static let kind = DocumentKind.timeline

  /// A slow move over a still, from the crop at its first frame to the crop at its last.
  package struct Motion: Codable, Equatable, Sendable {
    /// Zoom factors, 1 = the whole picture that fills the frame.
    package var zoomFrom: Double
    package var zoomTo: Double
    /// Where the crop's centre is, 0…1 of what the zoom leaves, at start and end.
    package var focusFrom: [Double]
    package var focusTo: [Double]

    package init(zoomFrom: Double, zoomTo: Double, focusFrom: [Double], focusTo: [Double]) {
      self.zoomFrom = zoomFrom
      self.zoomTo = zoomTo
      self.focusFrom = focusFrom
      self.focusTo = focusTo
    }
  }

  /// A picture or clip in its slot.
  ///
  /// It is on screen from `startFrame` to `endFrame`, of which the
  /// first `fadeInFrames` are shared with the visual before.
  package struct Visual: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
      case image
      case video
    }

    package var segmentId: String
    package var kind: Kind
    package var file: String
    package var sha256: Digest
    package var startFrame: Int64
    package var endFrame: Int64
    package var fadeInFrames: Int64
    /// Where in a clip the slot begins, in microseconds; 0 for a still.
    package var sourceStartUs: Int64
    package var motion: Motion?

    package init(
      segmentId: String,
      kind: Kind,
      file: String,
      sha256: Digest,
      startFrame: Int64,
      endFrame: Int64,
      fadeInFrames: Int64,
      sourceStartUs: Int64,
      motion: Motion?
    ) {
      self.segmentId = segmentId
      self.kind = kind
      self.file = file
      self.sha256 = sha256
      self.startFrame = startFrame
      self.endFrame = endFrame
      self.fadeInFrames = fadeInFrames
      self.sourceStartUs = sourceStartUs
      self.motion = motion
    }
  }

  /// A take in its slot: heard from `startFrame`, its slot ends at `endFrame`.
  package struct Take: Codable, Equatable, Sendable {
    package var segmentId: String
    package var file: String
    package var sha256: Digest
    package var startFrame: Int64
    package var endFrame: Int64
    package var durationUs: Int64

    package init(
      segmentId: String,
      file: String,
      sha256: Digest,
      startFrame: Int64,
      endFrame: Int64,
      durationUs: Int64
    ) {
      self.segmentId = segmentId
      self.file = file
      self.sha256 = sha256
      self.startFrame = startFrame
      self.endFrame = endFrame
      self.durationUs = durationUs
    }
  }

  /// The music under the whole video.
  package struct Music: Codable, Equatable, Sendable {
    package var trackId: String
    package var file: String
    package var sha256: Digest
    package var durationUs: Int64
    /// Integrated loudness of the file in LUFS, from which the mix sets its level.
    package var loudness: Double

    package init(
      trackId: String,
      file: String,
      sha256: Digest,
      durationUs: Int64,
      loudness: Double
    ) {
      self.trackId = trackId
      self.file = file
      self.sha256 = sha256
      self.durationUs = durationUs
      self.loudness = loudness
    }
  }

  /// Words on screen together.
  package struct Caption: Codable, Equatable, Sendable {
    package var segmentId: String
    /// At most two lines.
    package var lines: [String]
    package var startFrame: Int64
    package var endFrame: Int64

    package init(segmentId: String, lines: [String], startFrame: Int64, endFrame: Int64) {
      self.segmentId = segmentId
      self.lines = lines
      self.startFrame = startFrame
      self.endFrame = endFrame
    }
  }

  /// Something that is not as it was asked for, and what was done instead.
  package struct Decision: Codable, Hashable, Sendable {
    /// An open set of codes.
    package struct Code: RawRepresentable, Codable, Hashable, Sendable {
      package let rawValue: String

      package init(rawValue: String) { self.rawValue = rawValue }

      /// The clip is over before its slot is; the next visual has the rest.
      package static let clipShorterThanSlot = Code(rawValue: "clip-shorter-than-slot")
      /// The clip is too short to be seen at all and was left out.
      package static let clipLeftOut = Code(rawValue: "clip-left-out")
      /// Nothing else was left for the slot, so the visual is shown once more.
      package static let visualRepeated = Code(rawValue: "visual-repeated")
      /// The take has no word times, so its words are not captioned.
      package static let noCaptions = Code(rawValue: "no-captions")
    }

    package var code: Code
    package var segmentId: String
    package var file: String

    package init(code: Code, segmentId: String, file: String) {
      self.code = code
      self.segmentId = segmentId
      self.file = file
    }
  }

  package var title: String
  package var width: Int
  package var height: Int
  package var fps: FrameRate
  package var durationInFrames: Int64
  package var visuals: [Visual]
  package var narration: [Take]
  package var music: Music?
  package var captions: [Caption]
  package var decisions: [Decision]

  package init(
    title: String,
    width: Int,
    height: Int,
    fps: FrameRate,
    durationInFrames: Int64,
    visuals: [Visual],
    narration: [Take],
    music: Music?,
    captions: [Caption],
    decisions: [Decision] = []
  ) {
    self.title = title
    self.width = width
    self.height = height
    self.fps = fps
    self.durationInFrames = durationInFrames
    self.visuals = visuals
    self.narration = narration
    self.music = music
    self.captions = captions
    self.decisions = decisions
  }
}
