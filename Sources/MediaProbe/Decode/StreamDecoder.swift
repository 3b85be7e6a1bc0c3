import CFFmpeg
import CutroomModel

/// A decoder for one stream, with a frame to decode into; both are freed with the owner.
final class StreamDecoder {
  let clock: StreamClock
  private(set) var frames = 0
  private(set) var samples: Int64 = 0
  private(set) var errors = 0
  private(set) var sampleRate = 0
  private(set) var channels = 0
  private let context: UnsafeMutablePointer<AVCodecContext>
  private let frame: UnsafeMutablePointer<AVFrame>
  private let meter: (any FrameMeter)?
  private var start: Int64?
  private var end: Int64?

  /// 100 million pixels: more than any camera, less than what would exhaust a worker.
  private static let pixelLimit: Int64 = 100_000_000

  /// `isStrict` makes the decoder give up where it would otherwise guess; `meter` gets every frame.
  init(
    _ stream: UnsafeMutablePointer<AVStream>,
    clock: StreamClock,
    isStrict: Bool,
    meter: (any FrameMeter)?
  ) throws(ProbeFailure) {
    let name = string(avcodec_get_name(stream.pointee.codecpar.pointee.codec_id)) ?? "unknown"
    guard let codec = avcodec_find_decoder(stream.pointee.codecpar.pointee.codec_id) else {
      throw ProbeFailure(.unsupported, "there is no decoder for \(name)")
    }
    guard let context = avcodec_alloc_context3(codec) else {
      throw ProbeFailure(.outOfMemory, "no memory for a decoder")
    }
    var owned: UnsafeMutablePointer<AVCodecContext>? = context
    guard let frame = av_frame_alloc() else {
      avcodec_free_context(&owned)
      throw ProbeFailure(.outOfMemory, "no memory for a frame")
    }
    self.clock = clock
    self.meter = meter
    self.context = context
    self.frame = frame
    try open(codec, stream, name: name, isStrict: isStrict)
  }

  deinit {
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&frame)
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
  }

  /// Decodes one packet, or, with nil, what the decoder still holds.
  func decode(_ packet: UnsafeMutablePointer<AVPacket>?) {
    var status = avcodec_send_packet(context, packet)
    if status == cffmpeg_try_again {
      receive()
      status = avcodec_send_packet(context, packet)
    }
    if status < 0, status != cffmpeg_end_of_file { errors += 1 }
    receive()
  }

  /// Counts a packet that the container itself marks as damaged.
  func noteDamage() { errors += 1 }

  var result: DecodedStream {
    DecodedStream(
      index: clock.index,
      codecType: clock.kind.rawValue,
      frames: frames,
      errors: errors,
      durationUs: durationUs
    )
  }

  // MARK: -

  private func open(
    _ codec: UnsafePointer<AVCodec>,
    _ stream: UnsafeMutablePointer<AVStream>,
    name: String,
    isStrict: Bool
  ) throws(ProbeFailure) {
    var status = avcodec_parameters_to_context(context, stream.pointee.codecpar)
    context.pointee.pkt_timebase = stream.pointee.time_base
    context.pointee.thread_count = 1
    context.pointee.max_pixels = Self.pixelLimit
    context.pointee.err_recognition = AV_EF_CRCCHECK | (isStrict ? AV_EF_EXPLODE : 0)
    if status >= 0 { status = avcodec_open2(context, codec, nil) }
    guard status >= 0 else {
      throw ProbeFailure(.undecodable, "the decoder for \(name) refuses the stream")
    }
  }

  private func receive() {
    while true {
      let status = avcodec_receive_frame(context, frame)
      if status == cffmpeg_try_again || status == cffmpeg_end_of_file { return }
      guard status >= 0 else {
        errors += 1
        return
      }
      note(frame.pointee)
      av_frame_unref(frame)
    }
  }

  private func note(_ frame: AVFrame) {
    frames += 1
    meter?.add(frame)
    if frame.decode_error_flags != 0 || frame.flags & AV_FRAME_FLAG_CORRUPT != 0 { errors += 1 }
    samples += Int64(frame.nb_samples)
    if clock.kind == .audio, sampleRate == 0 {
      sampleRate = Int(frame.sample_rate)
      channels = Int(frame.ch_layout.nb_channels)
    }
    guard let time = known(frame.best_effort_timestamp) else { return }
    let length = frame.pkt_duration > 0 ? frame.pkt_duration : clock.frameTicks
    start = min(start ?? time, time)
    end = max(end ?? time, time.addingClamped(length))
  }

  private var durationUs: Int64? {
    if clock.kind == .audio, sampleRate > 0 {
      return samples.scaled(by: 1_000_000, over: Int64(sampleRate))
    }
    guard let start, let end else { return nil }
    let (ticks, overflow) = end.subtractingReportingOverflow(start)
    return overflow || ticks <= 0 ? nil : clock.microseconds(ticks)
  }
}
