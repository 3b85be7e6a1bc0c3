import CFFmpeg
import CutroomModel

/// Decodes the audio of a file to interleaved 16-bit samples of one rate and channel count.
final class AudioReader {
  let sampleRate: Int
  let channels: Int
  private let decoder: StreamDecoder
  private var converter: OpaquePointer?
  private var sourceFormat: SourceFormat?

  /// What the converter was made for; a stream may change it half-way.
  private struct SourceFormat: Equatable {
    var format: CInt
    var rate: CInt
    var channels: CInt
  }

  /// `rate` gives the wanted sample rate for that of the source.
  init(
    descriptor: CInt,
    channels: Int,
    rate: (Int) -> Int = { $0 }
  ) throws(WorkerFailure) {
    let media = try InputMedia(descriptor: descriptor)
    guard let stream = media.stream(of: AVMEDIA_TYPE_AUDIO) else {
      throw WorkerFailure(.noAudio, "the input has no audio")
    }
    decoder = try StreamDecoder(stream, of: media)
    let source = Int(stream.pointee.codecpar.pointee.sample_rate)
    guard source > 0 else { throw WorkerFailure(.undecodable, "the audio has no sample rate") }
    sampleRate = rate(source)
    self.channels = channels
  }

  deinit { swr_free(&converter) }

  /// Hands over the samples, block after block; returns how many were in each channel.
  @discardableResult
  func readAll(
    _ body: (UnsafeBufferPointer<Int16>) throws(WorkerFailure) -> Void
  ) throws(WorkerFailure) -> Int64 {
    var total: Int64 = 0
    while let frame = try decoder.next() {
      guard frame.pointee.sample_rate > 0, frame.pointee.nb_samples > 0 else { continue }
      if sourceFormat != describe(frame) {
        total += try flush(body)
        try prepare(for: frame)
      }
      total += try convert(frame, body)
    }
    return try total + flush(body)
  }

  // MARK: - Conversion

  private func describe(_ frame: UnsafeMutablePointer<AVFrame>) -> SourceFormat {
    SourceFormat(
      format: frame.pointee.format,
      rate: frame.pointee.sample_rate,
      channels: frame.pointee.ch_layout.nb_channels
    )
  }

  private func prepare(for frame: UnsafeMutablePointer<AVFrame>) throws(WorkerFailure) {
    swr_free(&converter)
    var wanted = AVChannelLayout()
    av_channel_layout_default(&wanted, CInt(channels))
    var given = AVChannelLayout()
    if frame.pointee.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC {
      av_channel_layout_default(&given, frame.pointee.ch_layout.nb_channels)
    } else {
      av_channel_layout_copy(&given, &frame.pointee.ch_layout)
    }
    defer { av_channel_layout_uninit(&given) }
    try require(
      swr_alloc_set_opts2(
        &converter,
        &wanted,
        AV_SAMPLE_FMT_S16,
        CInt(sampleRate),
        &given,
        AVSampleFormat(frame.pointee.format),
        frame.pointee.sample_rate,
        0,
        nil
      ),
      .undecodable,
      "the audio cannot be converted"
    )
    try require(swr_init(converter), .undecodable, "the audio cannot be converted")
    sourceFormat = describe(frame)
  }

  private func convert(
    _ frame: UnsafeMutablePointer<AVFrame>,
    _ body: (UnsafeBufferPointer<Int16>) throws(WorkerFailure) -> Void
  ) throws(WorkerFailure) -> Int64 {
    let room = max(0, swr_get_out_samples(converter, frame.pointee.nb_samples))
    return try deliver(room: room, body) { output in
      let planes = frame.pointee.extended_data
      return planes?.withMemoryRebound(to: UnsafePointer<UInt8>?.self, capacity: 1) { planes in
        swr_convert(converter, output, room, planes, frame.pointee.nb_samples)
      } ?? cffmpeg_invalid_data
    }
  }

  private func flush(
    _ body: (UnsafeBufferPointer<Int16>) throws(WorkerFailure) -> Void
  ) throws(WorkerFailure) -> Int64 {
    guard converter != nil else { return 0 }
    let room = max(0, swr_get_out_samples(converter, 0))
    guard room > 0 else { return 0 }
    return try deliver(room: room, body) { swr_convert(converter, $0, room, nil, 0) }
  }

  private func deliver(
    room: CInt,
    _ body: (UnsafeBufferPointer<Int16>) throws(WorkerFailure) -> Void,
    _ fill: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> CInt
  ) throws(WorkerFailure) -> Int64 {
    let samples = UnsafeMutableBufferPointer<Int16>.allocate(capacity: Int(room) * channels)
    defer { samples.deallocate() }
    let raw = UnsafeMutableRawPointer(samples.baseAddress)
    var plane = raw?.bindMemory(to: UInt8.self, capacity: samples.count * 2)
    let count = try require(fill(&plane), .undecodable, "the audio cannot be converted")
    guard count > 0 else { return 0 }
    let filled = UnsafeBufferPointer(rebasing: samples[..<(Int(count) * channels)])
    try body(filled)
    return Int64(count)
  }
}
