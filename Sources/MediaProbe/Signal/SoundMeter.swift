import CFFmpeg
import CutroomModel

/// Measures the sound of a stream from its decoded frames, as a player would play it.
final class SoundMeter: FrameMeter {
  private let clock: StreamClock
  private let endsAtEdit: Bool
  private var loudness: LoudnessMeter?
  private var silence = SilenceMeter()
  private var clipping = ClippingMeter()
  private var trim = EndTrim(end: nil)
  private var timeUs: Int64 = 0
  private var rate = 0
  /// Samples since the rate was last another, and when that was.
  private var samplesAtRate: Int64 = 0
  private var rateSinceUs: Int64 = 0

  /// `endsAtEdit`: the stream's duration comes from an edit list, which ends the sound where libav
  /// does not trim it.
  init(_ clock: StreamClock, endsAtEdit: Bool) {
    self.clock = clock
    self.endsAtEdit = endsAtEdit
  }

  func add(_ frame: AVFrame) {
    guard frame.sample_rate > 0, let sound = FloatSamples(frame) else { return }
    begin(frame, sound)
    let samples = trim.pass(sound.samples, channels: sound.channels)
    guard !samples.isEmpty else { return }
    loudness?.add(samples, channels: sound.channels, rate: rate)
    silence.add(samples, channels: sound.channels, startUs: timeUs, rate: rate)
    clipping.add(samples, channels: sound.channels, fullScale: sound.fullScale)
    samplesAtRate += Int64(samples.count / sound.channels)
    timeUs = rateSinceUs + samplesAtRate.scaled(by: 1_000_000, over: Int64(rate))
  }

  /// How many samples of one channel a listener hears.
  var playedSamples: Int64 { trim.played }

  /// How long they last, also where the rate changes on the way.
  var playedUs: Int64 { timeUs }

  /// Nil where not one sample came.
  var measure: SoundMeasure? {
    guard let loudness, trim.played > 0 else { return nil }
    return SoundMeasure(
      loudness: loudness.integrated.map(hundredths),
      loudnessRange: loudness.range.map(hundredths),
      truePeak: loudness.truePeak.map(hundredths),
      silences: silence.spans(endUs: timeUs).longest(SoundMeasure.mostSilences),
      clippedSamples: clipping.clipped
    )
  }

  // MARK: -

  private func begin(_ frame: AVFrame, _ sound: FloatSamples) {
    let frameRate = Int(frame.sample_rate)
    if loudness == nil {
      loudness = LoudnessMeter(channels: sound.channels, rate: frameRate)
      loudness?.place(positions(of: frame.ch_layout))
      trim = EndTrim(end: listedEnd(rate: frameRate))
    }
    guard frameRate != rate else { return }
    rate = frameRate
    rateSinceUs = timeUs
    samplesAtRate = 0
  }

  private func listedEnd(rate: Int) -> Int64? {
    guard endsAtEdit, let duration = clock.duration else { return nil }
    return clock.microseconds(duration).scaled(by: Int64(rate), over: 1_000_000)
  }

  private func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

/// Where each channel of a layout is heard; of a layout that does not say so, as is usual for as many.
private func positions(of layout: AVChannelLayout) -> [LoudspeakerPosition?] {
  var layout = layout
  let count = layout.nb_channels
  if layout.order == AV_CHANNEL_ORDER_UNSPEC { av_channel_layout_default(&layout, count) }
  return (0..<UInt32(max(0, count))).map { number in
    position(av_channel_layout_channel_from_index(&layout, number))
  }
}

private func position(_ channel: AVChannel) -> LoudspeakerPosition? {
  switch channel {
  case AV_CHAN_FRONT_RIGHT, AV_CHAN_FRONT_RIGHT_OF_CENTER, AV_CHAN_STEREO_RIGHT: .right
  case AV_CHAN_FRONT_CENTER: .center
  case AV_CHAN_LOW_FREQUENCY, AV_CHAN_LOW_FREQUENCY_2: nil
  case AV_CHAN_BACK_LEFT, AV_CHAN_SIDE_LEFT: .leftSurround
  case AV_CHAN_BACK_RIGHT, AV_CHAN_SIDE_RIGHT: .rightSurround
  case AV_CHAN_BACK_CENTER: .behind
  default: .left
  }
}
