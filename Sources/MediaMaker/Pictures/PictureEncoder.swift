import CFFmpeg
import CutroomModel

/// Writes a bitmap as a picture file; equal bitmaps give equal bytes.
struct PictureEncoder {
  static let jpeg = PictureEncoder(codec: AV_CODEC_ID_MJPEG, format: AV_PIX_FMT_YUVJ420P)
  static let png = PictureEncoder(codec: AV_CODEC_ID_PNG, format: AV_PIX_FMT_RGBA)

  let codec: AVCodecID
  let format: AVPixelFormat

  func write(_ bitmap: Bitmap, to descriptor: CInt) throws(WorkerFailure) {
    var context: UnsafeMutablePointer<AVCodecContext>? = try open(bitmap)
    defer { avcodec_free_context(&context) }
    var frame: UnsafeMutablePointer<AVFrame>? = try fill(bitmap)
    defer { av_frame_free(&frame) }
    var packet: UnsafeMutablePointer<AVPacket>? = try allocated(av_packet_alloc())
    defer { av_packet_free(&packet) }
    try require(avcodec_send_frame(context, frame), .system, "the picture cannot be encoded")
    try require(avcodec_send_frame(context, nil), .system, "the picture cannot be encoded")
    try require(avcodec_receive_packet(context, packet), .system, "the picture cannot be encoded")
    guard let packet else { return }
    let bytes = UnsafeRawBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
    try writeWhole(bytes, to: descriptor)
  }

  private func open(_ bitmap: Bitmap) throws(WorkerFailure) -> UnsafeMutablePointer<AVCodecContext>
  {
    guard let encoder = avcodec_find_encoder(codec) else {
      throw WorkerFailure(.system, "libavcodec has no encoder for pictures")
    }
    let context = try allocated(avcodec_alloc_context3(encoder))
    context.pointee.width = CInt(bitmap.width)
    context.pointee.height = CInt(bitmap.height)
    context.pointee.pix_fmt = format
    context.pointee.color_range = AVCOL_RANGE_JPEG
    context.pointee.time_base = AVRational(num: 1, den: 25)
    context.pointee.thread_count = 1
    context.pointee.flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_QSCALE
    context.pointee.global_quality = 3 * FF_QP2LAMBDA
    try require(avcodec_open2(context, encoder, nil), .system, "the picture cannot be encoded")
    return context
  }

  private func fill(_ bitmap: Bitmap) throws(WorkerFailure) -> UnsafeMutablePointer<AVFrame> {
    let frame = try allocated(av_frame_alloc())
    frame.pointee.format = format.rawValue
    frame.pointee.width = CInt(bitmap.width)
    frame.pointee.height = CInt(bitmap.height)
    frame.pointee.color_range = AVCOL_RANGE_JPEG
    frame.pointee.quality = 3 * FF_QP2LAMBDA
    frame.pointee.pts = 0
    try require(av_frame_get_buffer(frame, 0), .system, "there is not enough memory")
    let scaler = sws_getContext(
      CInt(bitmap.width),
      CInt(bitmap.height),
      bitmap.layout.pixelFormat,
      CInt(bitmap.width),
      CInt(bitmap.height),
      format,
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT,
      nil,
      nil,
      nil
    )
    guard let scaler else { throw WorkerFailure(.system, "the picture cannot be converted") }
    defer { sws_freeContext(scaler) }
    let stride = CInt(bitmap.width * bitmap.layout.bytesPerPixel)
    let rows = bitmap.bytes.withUnsafeBufferPointer { buffer in
      let sources: [UnsafePointer<UInt8>?] = [buffer.baseAddress, nil, nil, nil]
      let strides: [CInt] = [stride, 0, 0, 0]
      let planes = frame.pointee.data
      let lines = frame.pointee.linesize
      return sws_scale(
        scaler,
        sources,
        strides,
        0,
        CInt(bitmap.height),
        [planes.0, planes.1, planes.2, planes.3],
        [lines.0, lines.1, lines.2, lines.3]
      )
    }
    try require(rows, .system, "the picture cannot be converted")
    return frame
  }
}
