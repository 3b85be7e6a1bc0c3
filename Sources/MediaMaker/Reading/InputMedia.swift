import CFFmpeg
import CutroomModel

/// An opened media file that was recognised by content alone: no name, no protocol, and only
/// demuxers that stay within their own bytes.
final class InputMedia {
  let format: UnsafeMutablePointer<AVFormatContext>
  private let bytes: InputBytes

  init(descriptor: CInt) throws(WorkerFailure) {
    av_log_set_level(AV_LOG_ERROR)
    bytes = try InputBytes(descriptor: descriptor)
    let context = try allocated(avformat_alloc_context())
    context.pointee.pb = bytes.context.pointer
    context.pointee.probesize = OpeningLimits.bytes
    context.pointee.max_analyze_duration = OpeningLimits.microseconds
    context.pointee.max_streams = CInt(OpeningLimits.streams)
    context.pointee.format_whitelist = av_strdup(Demuxers.whitelist)
    context.pointee.protocol_whitelist = av_strdup("")
    context.pointee.io_open = { _, _, _, _, _ in cffmpeg_not_permitted }
    // Frees the context where it fails.
    var opened: UnsafeMutablePointer<AVFormatContext>? = context
    try require(
      avformat_open_input(&opened, "", nil, nil),
      .undecodable,
      "the input cannot be read"
    )
    format = try allocated(opened)
    try require(
      avformat_find_stream_info(format, nil),
      .undecodable,
      "the streams of the input cannot be read"
    )
  }

  deinit {
    var context: UnsafeMutablePointer<AVFormatContext>? = format
    avformat_close_input(&context)
  }

  /// The best stream of a kind; attached pictures count as video only where nothing else is there.
  func stream(of kind: AVMediaType) -> UnsafeMutablePointer<AVStream>? {
    let index = av_find_best_stream(format, kind, -1, -1, nil, 0)
    guard index >= 0, index < format.pointee.nb_streams else { return nil }
    return format.pointee.streams[Int(index)]
  }
}
