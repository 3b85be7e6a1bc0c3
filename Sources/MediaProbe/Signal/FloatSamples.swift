import CFFmpeg

/// The samples of a decoded frame as interleaved floats, full scale at ±1.
struct FloatSamples {
  let samples: [Float]
  let channels: Int
  /// The largest value of the frame's own format.
  let fullScale: Float

  /// Nil where the frame has no samples or a format that no decoder gives.
  init?(_ frame: AVFrame) {
    channels = Int(frame.ch_layout.nb_channels)
    let count = Int(frame.nb_samples)
    guard channels > 0, count > 0, let planes = frame.extended_data else { return nil }
    let format = AVSampleFormat(frame.format)
    let source = Source(
      planes: planes,
      isPlanar: av_sample_fmt_is_planar(format) == 1,
      channels: channels,
      count: count
    )
    switch av_get_packed_sample_fmt(format) {
    case AV_SAMPLE_FMT_U8: samples = source.floats { (value: UInt8) in (Float(value) - 128) / 128 }
    case AV_SAMPLE_FMT_S16: samples = source.floats { (value: Int16) in Float(value) / 32768 }
    case AV_SAMPLE_FMT_S32: samples = source.floats { (value: Int32) in Float(value) * 0x1p-31 }
    case AV_SAMPLE_FMT_S64: samples = source.floats { (value: Int64) in Float(value) * 0x1p-63 }
    case AV_SAMPLE_FMT_FLT: samples = source.floats { (value: Float) in bounded(value) }
    case AV_SAMPLE_FMT_DBL: samples = source.floats { (value: Double) in bounded(Float(value)) }
    default: return nil
    }
    fullScale = av_get_bytes_per_sample(format) == 1 ? 127.0 / 128 : 32767.0 / 32768
  }
}

/// What no loudspeaker plays would spoil every mean that it enters.
private func bounded(_ value: Float) -> Float {
  value.isFinite ? max(-1000, min(1000, value)) : 0
}

private struct Source {
  let planes: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>
  let isPlanar: Bool
  let channels: Int
  let count: Int

  func floats<Sample>(_ convert: (Sample) -> Float) -> [Float] {
    [Float](unsafeUninitializedCapacity: count * channels) { buffer, filled in
      for channel in 0..<channels {
        guard let plane = planes[isPlanar ? channel : 0] else { return }
        let start = isPlanar ? 0 : channel
        let step = isPlanar ? 1 : channels
        plane.withMemoryRebound(to: Sample.self, capacity: count * step) { values in
          for place in 0..<count {
            buffer[place * channels + channel] = convert(values[start + place * step])
          }
        }
      }
      filled = count * channels
    }
  }
}
