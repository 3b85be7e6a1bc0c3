import CFFmpeg
import CutroomModel

/// Decodes one stream of a file, frame after frame.
final class StreamDecoder {
  let stream: UnsafeMutablePointer<AVStream>
  let context: UnsafeMutablePointer<AVCodecContext>
  private let media: InputMedia
  private let packet: UnsafeMutablePointer<AVPacket>
  private let frame: UnsafeMutablePointer<AVFrame>
  private var isDraining = false

  init(_ stream: UnsafeMutablePointer<AVStream>, of media: InputMedia) throws(WorkerFailure) {
    self.stream = stream
    self.media = media
    guard let codec = avcodec_find_decoder(stream.pointee.codecpar.pointee.codec_id) else {
      throw WorkerFailure(.undecodable, "there is no decoder for the input")
    }
    context = try allocated(avcodec_alloc_context3(codec))
    packet = try allocated(av_packet_alloc())
    frame = try allocated(av_frame_alloc())
    try require(
      avcodec_parameters_to_context(context, stream.pointee.codecpar),
      .undecodable,
      "the decoder refuses the input"
    )
    context.pointee.pkt_timebase = stream.pointee.time_base
    context.pointee.thread_count = 1
    context.pointee.max_pixels = 256 << 20
    try require(avcodec_open2(context, codec, nil), .undecodable, "the decoder refuses the input")
    for index in 0..<Int(media.format.pointee.nb_streams) {
      guard let other = media.format.pointee.streams[index], other != stream else { continue }
      other.pointee.discard = AVDISCARD_ALL
    }
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&context)
    var packet: UnsafeMutablePointer<AVPacket>? = packet
    av_packet_free(&packet)
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&frame)
  }

  /// The next frame, lent until the next call; nil at the end.
  ///
  /// Damaged packets are passed over.
  func next() throws(WorkerFailure) -> UnsafeMutablePointer<AVFrame>? {
    while true {
      let status = avcodec_receive_frame(context, frame)
      if status >= 0 { return frame }
      if status == cffmpeg_end_of_file { return nil }
      if status == cffmpeg_try_again {
        if isDraining { return nil }
        feed()
      } else if isDraining {
        return nil
      } else {
        feed()
      }
    }
  }

  /// Goes to the key frame before `timestamp`, in the stream's time base.
  func seek(to timestamp: Int64) {
    let index = stream.pointee.index
    guard av_seek_frame(media.format, index, timestamp, AVSEEK_FLAG_BACKWARD) >= 0 else { return }
    avcodec_flush_buffers(context)
    isDraining = false
  }

  private func feed() {
    while av_read_frame(media.format, packet) >= 0 {
      defer { av_packet_unref(packet) }
      guard packet.pointee.stream_index == stream.pointee.index else { continue }
      _ = avcodec_send_packet(context, packet)
      return
    }
    isDraining = true
    avcodec_send_packet(context, nil)
  }
}
