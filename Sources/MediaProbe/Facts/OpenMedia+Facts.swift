import CFFmpeg
import CutroomModel

extension OpenMedia {
  /// Opens what the first bytes do not already rule out.
  init(sniffed bytes: FileBytes, log: LogCapture) throws(ProbeFailure) {
    let head = bytes.bytes(at: 0, count: Sniff.length)
    if let failure = Sniff.failure(head: head, size: bytes.size) { throw failure }
    try self.init(bytes, log: log)
  }

  /// Lets libav read ahead for what the header leaves open: avformat_find_stream_info.
  func completeStreamFacts() throws(ProbeFailure) {
    if isPlainSound { format.pointee.probesize = 4096 }
    if let image = ImageHeader(bytes, formatName: formatName) { adopt(image) }
    _ = avformat_find_stream_info(format, nil)
    if bytes.isOverdue {
      throw ProbeFailure(.timedOut, "its streams were not understood before the deadline")
    }
  }

  /// Spares libav the decoding of a picture whose header says enough.
  private func adopt(_ image: ImageHeader) {
    guard let parameters = stream(0)?.pointee.codecpar else { return }
    parameters.pointee.width = CInt(clamping: image.width)
    parameters.pointee.height = CInt(clamping: image.height)
    parameters.pointee.format = image.pixelFormat.rawValue
    if let isFullRange = image.isFullRange {
      parameters.pointee.color_range = isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
    }
    if image.isStudioColour { parameters.pointee.color_space = AVCOL_SPC_BT470BG }
    if let density = image.density, density.across >= 0, density.down >= 0 {
      parameters.pointee.sample_aspect_ratio =
        AVRational(num: density.across, den: density.down)
    }
  }

  /// The clocks of the audio and video streams, attached pictures left out.
  var clocks: [StreamClock] {
    (0..<streamCount).compactMap { stream($0).flatMap { StreamClock($0) } }
  }

  /// What libav believes the whole file to last.
  var headerUs: Int64? { known(format.pointee.duration).flatMap { $0 > 0 ? $0 : nil } }

  var attachedPictures: Int {
    (0..<streamCount).count { stream($0).map(isAttachedPicture) == true }
  }

  /// The container's facts without the tags.
  var formatFacts: MediaFormat {
    let context = format.pointee
    var facts = MediaFormat(
      streamCount: streamCount,
      programCount: Int(context.nb_programs),
      formatName: formatName,
      formatLongName: string(context.iformat.pointee.long_name),
      size: bytes.size,
      probeScore: Int(context.probe_score)
    )
    facts.startTime = known(context.start_time).map(seconds)
    facts.duration = known(context.duration).map(seconds)
    facts.bitRate = context.bit_rate > 0 ? String(context.bit_rate) : nil
    return facts
  }

  /// The streams, kept small enough in sum for one message even when there are 64 of them.
  func streamFacts(within budget: inout AnswerBudget) -> [MediaStream] {
    (0..<streamCount).compactMap { index in
      guard let stream = stream(index),
        var facts = StreamReader(stream, in: format)?.facts
      else { return nil }
      facts.tags = budget.tags(stream.pointee.metadata)
      if streamCount > 16 { facts.disposition = facts.disposition.filter { $0.value != 0 } }
      return facts
    }
  }

  /// Does what avformat_find_stream_info does last: where the file begins, and its bit rate.
  func settleTimings() {
    let starts = clocks.compactMap(\.startUs)
    if let start = starts.min() { format.pointee.start_time = start }
    let duration = Double(format.pointee.duration)
    guard duration > 0 else { return }
    let rate = Double(bytes.size) * 8 * 1_000_000 / duration
    if rate < Double(Int64.max) { format.pointee.bit_rate = Int64(rate) }
  }

  /// Uncompressed sound says everything in its header; reading 5 MB ahead would be wasted.
  private var isPlainSound: Bool {
    guard streamCount == 1, let parameters = stream(0)?.pointee.codecpar?.pointee else {
      return false
    }
    return parameters.codec_type == AVMEDIA_TYPE_AUDIO
      && av_get_exact_bits_per_sample(parameters.codec_id) > 0
      && parameters.sample_rate > 0 && parameters.ch_layout.nb_channels > 0
  }
}
