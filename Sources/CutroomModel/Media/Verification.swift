/// What decoding a file, not only reading it, has shown.
package struct Verification: Codable, Sendable, Equatable {
  package var streams: [DecodedStream]
  /// True when the whole file was decoded; false when only the start was.
  package var isComplete: Bool
  /// Of the first sound track; nil where only the start was decoded, and where there is none.
  package var sound: SoundMeasure?
  /// How long the first sound track is heard, by its samples after encoder delay and padding are
  /// trimmed; nil where only the start was decoded, and where there is none.
  package var soundUs: Int64?
  /// Of the first moving picture; nil where only the start was decoded, and where there is none.
  package var picture: PictureMeasure?
  package var warnings: [ProbeWarning]

  package init(streams: [DecodedStream], isComplete: Bool, warnings: [ProbeWarning]) {
    self.streams = streams
    self.isComplete = isComplete
    self.warnings = warnings
  }

  package var decodeErrors: Int { streams.reduce(0) { $0 + $1.errors } }

  /// Every audio and video stream gave at least one frame and none had an error.
  package var decodes: Bool { decodeErrors == 0 && streams.allSatisfy { $0.frames > 0 } }
}

/// How one stream decoded.
package struct DecodedStream: Codable, Sendable, Equatable {
  package var index: Int
  package var codecType: String
  package var frames: Int
  package var errors: Int
  /// End of the last frame minus start of the first, where the frames carry times.
  package var durationUs: Int64?

  package init(index: Int, codecType: String, frames: Int, errors: Int, durationUs: Int64?) {
    self.index = index
    self.codecType = codecType
    self.frames = frames
    self.errors = errors
    self.durationUs = durationUs
  }
}

/// The audio that a listener hears: samples counted after encoder delay and padding are trimmed.
package struct DecodedAudio: Codable, Sendable, Equatable {
  package var samples: Int64
  package var sampleRate: Int
  package var channels: Int
  package var errors: Int
  /// `samples / sampleRate` to the nearest microsecond.
  package var durationUs: Int64
  /// Nil where it was not asked for.
  package var sound: SoundMeasure?

  package init(samples: Int64, sampleRate: Int, channels: Int, errors: Int) {
    self.samples = samples
    self.sampleRate = sampleRate
    self.channels = channels
    self.errors = errors
    durationUs = samples.scaled(by: 1_000_000, over: Int64(sampleRate))
  }
}
