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

  var formatFacts: MediaFormat {
    let context = format.pointee
    var facts = MediaFormat(
      streamCount: streamCount,
      formatName: formatName,
      formatLongName: string(context.iformat.pointee.long_name),
      size: bytes.size,
      probeScore: Int(context.probe_score)
    )
    let start = known(context.start_time) ?? clocks.compactMap(\.startUs).min()
    facts.startTime = start.map(seconds)
    facts.duration = headerUs.map(seconds)
    // Cut off, not rounded: as libav does it.
    let average = headerUs.map { Int64(clamping: Int128(bytes.size) * 8_000_000 / Int128($0)) } ?? 0
    let rate = context.bit_rate > 0 ? context.bit_rate : average
    facts.bitRate = rate > 0 ? String(rate) : nil
    facts.tags = tags(context.metadata)
    return facts
  }

  /// The streams, kept small enough in sum for one message even when there are 64 of them.
  func streamFacts(counting scan: PacketScan?) -> [MediaStream] {
    var tagBudget = 12_000
    return (0..<streamCount).compactMap { index in
      guard let stream = stream(index),
        var facts = StreamReader(stream, in: format)?.facts
      else { return nil }
      let measure = scan?.streams.first { $0.clock.index == index }
      facts.packetCount = measure.map { String($0.packets) }
      tagBudget -= (facts.tags ?? [:]).reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
      if tagBudget < 0 { facts.tags = nil }
      if streamCount > 16 { facts.disposition = facts.disposition.filter { $0.value != 0 } }
      return facts
    }
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
