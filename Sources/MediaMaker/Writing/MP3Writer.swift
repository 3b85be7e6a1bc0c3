import CFFmpeg
package import CutroomModel

/// Encodes 16-bit samples to an MP3 of constant quality.
///
/// Equal samples give equal bytes: the file has neither a date nor the encoder's version in it. The
/// header says how many samples are padding, so that a player gives back exactly those put in.
package final class MP3Writer {
  /// The sample rates of MP3.
  package static let sampleRates = [
    8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000,
  ]

  private let output: OutputBytes
  private let format: UnsafeMutablePointer<AVFormatContext>
  private let encoder: UnsafeMutablePointer<AVCodecContext>
  private let packet: UnsafeMutablePointer<AVPacket>
  private let channels: Int
  private var pending: [Int16] = []
  private var position: Int64 = 0

  /// Begins a file; `quality` is 0 (best) to 9 and `channels` 1 or 2.
  package init(
    to descriptor: CInt,
    sampleRate: Int,
    channels: Int,
    quality: Int
  ) throws(WorkerFailure) {
    guard Self.sampleRates.contains(sampleRate), (1...2).contains(channels),
      (0...9).contains(quality)
    else {
      throw WorkerFailure(
        .badSettings,
        "mp3 with \(sampleRate) Hz, \(channels) channels, quality \(quality)"
      )
    }
    guard let codec = avcodec_find_encoder_by_name("libmp3lame") else {
      throw WorkerFailure(.system, "libavcodec was built without libmp3lame")
    }
    av_log_set_level(AV_LOG_ERROR)
    self.channels = channels
    output = try OutputBytes(descriptor: descriptor)
    packet = try allocated(av_packet_alloc())
    encoder = try allocated(avcodec_alloc_context3(codec))
    var container: UnsafeMutablePointer<AVFormatContext>?
    try require(
      avformat_alloc_output_context2(&container, nil, "mp3", nil),
      .system,
      "libavformat cannot write mp3"
    )
    format = try allocated(container)
    try openEncoder(codec, sampleRate: sampleRate, quality: quality)
    try begin()
  }

  deinit {
    format.pointee.pb = nil
    avformat_free_context(format)
    var encoder: UnsafeMutablePointer<AVCodecContext>? = encoder
    avcodec_free_context(&encoder)
    var packet: UnsafeMutablePointer<AVPacket>? = packet
    av_packet_free(&packet)
  }

  /// Adds interleaved samples.
  package func write(_ samples: UnsafeBufferPointer<Int16>) throws(WorkerFailure) {
    pending.append(contentsOf: samples)
    let step = Int(encoder.pointee.frame_size) * channels
    var start = 0
    while pending.count - start >= step {
      try encode(pending[start..<start + step])
      start += step
    }
    pending.removeFirst(start)
  }

  /// Adds the rest and completes the file.
  package func finish() throws(WorkerFailure) {
    if !pending.isEmpty { try encode(pending[...]) }
    pending = []
    try send(nil)
    try require(av_write_trailer(format), .unwritable, "the mp3 cannot be completed")
    try output.finish()
  }

  // MARK: - Encoder

  private func openEncoder(
    _ codec: UnsafePointer<AVCodec>,
    sampleRate: Int,
    quality: Int
  ) throws(WorkerFailure) {
    encoder.pointee.sample_fmt = AV_SAMPLE_FMT_S16P
    encoder.pointee.sample_rate = CInt(sampleRate)
    encoder.pointee.time_base = AVRational(num: 1, den: CInt(sampleRate))
    encoder.pointee.flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_QSCALE
    encoder.pointee.global_quality = CInt(quality) * FF_QP2LAMBDA
    av_channel_layout_default(&encoder.pointee.ch_layout, CInt(channels))
    try require(avcodec_open2(encoder, codec, nil), .system, "the mp3 encoder does not start")
  }

  private func begin() throws(WorkerFailure) {
    format.pointee.pb = output.context.pointer
    format.pointee.flags |= AVFMT_FLAG_BITEXACT | AVFMT_FLAG_CUSTOM_IO
    let stream = try allocated(avformat_new_stream(format, nil))
    stream.pointee.time_base = encoder.pointee.time_base
    try require(
      avcodec_parameters_from_context(stream.pointee.codecpar, encoder),
      .system,
      "the mp3 cannot be described"
    )
    var options: OpaquePointer?
    defer { av_dict_free(&options) }
    av_dict_set(&options, "id3v2_version", "0", 0)
    try require(avformat_write_header(format, &options), .unwritable, "the mp3 cannot be begun")
  }

  private func encode(_ samples: ArraySlice<Int16>) throws(WorkerFailure) {
    let count = samples.count / channels
    guard count > 0 else { return }
    var frame: UnsafeMutablePointer<AVFrame>? = try allocated(av_frame_alloc())
    defer { av_frame_free(&frame) }
    guard let filled = frame else { return }
    filled.pointee.format = AV_SAMPLE_FMT_S16P.rawValue
    filled.pointee.nb_samples = CInt(count)
    filled.pointee.sample_rate = encoder.pointee.sample_rate
    filled.pointee.pts = position
    av_channel_layout_copy(&filled.pointee.ch_layout, &encoder.pointee.ch_layout)
    try require(av_frame_get_buffer(filled, 0), .system, "there is not enough memory")
    for channel in 0..<channels {
      guard let plane = filled.pointee.extended_data[channel] else { continue }
      plane.withMemoryRebound(to: Int16.self, capacity: count) { plane in
        for index in 0..<count {
          plane[index] = samples[samples.startIndex + index * channels + channel]
        }
      }
    }
    position += Int64(count)
    try send(filled)
  }

  private func send(_ frame: UnsafeMutablePointer<AVFrame>?) throws(WorkerFailure) {
    try require(avcodec_send_frame(encoder, frame), .system, "the mp3 encoder fails")
    while true {
      let status = avcodec_receive_packet(encoder, packet)
      if status == cffmpeg_try_again || status == cffmpeg_end_of_file { return }
      try require(status, .system, "the mp3 encoder fails")
      if let stream = format.pointee.streams[0] {
        av_packet_rescale_ts(packet, encoder.pointee.time_base, stream.pointee.time_base)
      }
      packet.pointee.stream_index = 0
      try require(av_write_frame(format, packet), .unwritable, "the mp3 cannot be written")
      av_packet_unref(packet)
    }
  }
}
