/// Everything a timeline is made of, before anything has a place.
package struct TimelineRequest: Equatable, Sendable {
  package var title: String
  package var settings: TimelineSettings
  /// In the order of the video.
  package var segments: [NarratedSegment]
  package var music: Timeline.Music?

  package init(
    title: String,
    settings: TimelineSettings,
    segments: [NarratedSegment],
    music: Timeline.Music?
  ) {
    self.title = title
    self.settings = settings
    self.segments = segments
    self.music = music
  }
}

/// A segment with its take and what may be shown with it.
package struct NarratedSegment: Equatable, Sendable {
  package var id: String
  /// The take: file, digest, length from decoded samples.
  package var file: String
  package var sha256: Digest
  package var durationUs: Int64
  package var words: [Timestamps.Word]
  /// Best first.
  package var visuals: [AssignedVisual]

  package init(
    id: String,
    file: String,
    sha256: Digest,
    durationUs: Int64,
    words: [Timestamps.Word],
    visuals: [AssignedVisual]
  ) {
    self.id = id
    self.file = file
    self.sha256 = sha256
    self.durationUs = durationUs
    self.words = words
    self.visuals = visuals
  }
}

/// A picture or clip that may be shown with a segment.
package struct AssignedVisual: Equatable, Sendable {
  package var kind: Timeline.Visual.Kind
  package var file: String
  package var sha256: Digest
  /// Of a clip: measured length, and frames a second where known.
  package var durationUs: Int64
  package var fps: FrameRate?

  package init(
    kind: Timeline.Visual.Kind,
    file: String,
    sha256: Digest,
    durationUs: Int64 = 0,
    fps: FrameRate? = nil
  ) {
    self.kind = kind
    self.file = file
    self.sha256 = sha256
    self.durationUs = durationUs
    self.fps = fps
  }

  /// How many frames at `rate` the clip fills, its last source frame kept spare; any number for a still.
  func frames(at rate: FrameRate) -> Int64 {
    guard kind == .video else { return .max }
    let spare = (fps ?? rate).microseconds(atFrame: 1)
    let usable = durationUs.subtractingReportingOverflow(spare)
    guard !usable.overflow, usable.partialValue > 0 else { return 0 }
    // The last frame that begins inside the usable part; one fewer for the rounding of both rates.
    return max(0, rate.frame(atMicroseconds: usable.partialValue) - 1)
  }
}
