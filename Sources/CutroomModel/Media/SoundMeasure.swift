/// What the samples of a sound track show, measured from all of them.
package struct SoundMeasure: Codable, Sendable, Equatable {
  /// Integrated loudness in LUFS, EBU R 128; nil where nothing is above the absolute gate of −70.
  package var loudness: Double?
  /// Loudness range in LU, EBU Tech 3342; nil where there is too little sound to tell.
  package var loudnessRange: Double?
  /// The highest true peak of all channels in dBTP, ITU-R BS.1770; nil for digital silence.
  package var truePeak: Double?
  /// Stretches in which no sample of any channel is louder than `silenceLevel`, by their start; the
  /// longest `mostSilences` where there are more.
  package var silences: [TimeSpan]
  /// Samples of channels that stand at full scale in runs long enough to be heard as clipping.
  package var clippedSamples: Int

  /// A silence is at least this long, in microseconds.
  package static let shortestSilenceUs: Int64 = 500_000
  /// A silence is no louder than this, in dBFS.
  package static let silenceLevel = -60.0
  package static let mostSilences = 400
  /// As many samples at full scale, one after another, are clipping.
  package static let clippingRun = 4

  package init(
    loudness: Double? = nil,
    loudnessRange: Double? = nil,
    truePeak: Double? = nil,
    silences: [TimeSpan] = [],
    clippedSamples: Int = 0
  ) {
    self.loudness = loudness
    self.loudnessRange = loudnessRange
    self.truePeak = truePeak
    self.silences = silences
    self.clippedSamples = clippedSamples
  }
}
