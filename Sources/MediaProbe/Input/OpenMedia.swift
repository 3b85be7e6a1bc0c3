import CFFmpeg
import CutroomModel

/// An opened container and the reader below it; both are closed when the owner lets go.
struct OpenMedia: ~Copyable {
  let format: UnsafeMutablePointer<AVFormatContext>
  let bytes: FileBytes
  private let reader: FileReader

  /// Opens by content alone: no name, no protocol, only demuxers that stay in their own bytes.
  init(_ bytes: FileBytes, log: LogCapture) throws(ProbeFailure) {
    let reader = try FileReader(bytes)
    guard let context = avformat_alloc_context() else {
      throw ProbeFailure(.outOfMemory, "no memory to open the file")
    }
    confine(context, to: bytes, reader: reader.context)
    // As ffprobe asks of MPEG-TS: every program's table, wherever it stands.
    var options: OpaquePointer?
    av_dict_set(&options, "scan_all_pmts", "1", 0)
    defer { av_dict_free(&options) }
    // Fails and frees the context in one.
    var opened: UnsafeMutablePointer<AVFormatContext>? = context
    let status = avformat_open_input(&opened, "", nil, &options)
    guard status >= 0, let opened else {
      throw OpenFailure(status: status, bytes: bytes, log: log).reason
    }
    format = opened
    self.bytes = bytes
    self.reader = reader
  }

  // The reader is a field, so it goes after the context that reads from it.
  deinit {
    var context: UnsafeMutablePointer<AVFormatContext>? = format
    avformat_close_input(&context)
  }

  var formatName: String { string(format.pointee.iformat.pointee.name) ?? "" }

  var streamCount: Int { Int(format.pointee.nb_streams) }

  /// Whether reading stopped because there is nothing left; some demuxers call that an error.
  func isAtEnd(_ status: CInt) -> Bool {
    status == cffmpeg_end_of_file || bytes.offset >= bytes.size && bytes.readFailure == nil
  }

  /// Whether the demuxer marks a packet as damaged; in plain sound of unknown size the last one,
  /// which is merely short, is marked as well.
  func isDamaged(_ packet: borrowing Packet) -> Bool {
    packet.pointer.pointee.flags & AV_PKT_FLAG_CORRUPT != 0
      && !["wav", "w64", "caf", "aiff", "au"].contains(formatName)
  }

  /// Goes back to the first packet.
  func rewind() { avformat_seek_file(format, -1, .min, 0, .max, 0) }

  func stream(_ index: Int) -> UnsafeMutablePointer<AVStream>? {
    guard index >= 0, index < streamCount else { return nil }
    return format.pointee.streams[index]
  }
}

/// Limits what libavformat may read, analyse and reach.
private func confine(
  _ context: UnsafeMutablePointer<AVFormatContext>,
  to bytes: FileBytes,
  reader: UnsafeMutablePointer<AVIOContext>
) {
  context.pointee.pb = reader
  context.pointee.probesize = OpeningLimits.bytes
  context.pointee.max_analyze_duration = OpeningLimits.microseconds
  context.pointee.max_streams = CInt(OpeningLimits.streams)
  context.pointee.format_whitelist = av_strdup(Demuxers.whitelist)
  context.pointee.protocol_whitelist = av_strdup("")
  context.pointee.io_open = { _, _, _, _, _ in cffmpeg_not_permitted }
  context.pointee.interrupt_callback = AVIOInterruptCB(
    callback: { opaque in fileBytes(opaque)?.isOverdue == true ? 1 : 0 },
    opaque: Unmanaged.passUnretained(bytes).toOpaque()
  )
}
