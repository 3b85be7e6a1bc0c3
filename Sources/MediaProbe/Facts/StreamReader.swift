import CFFmpeg
import CutroomModel

/// Copies what libav knows of one stream into a value.
struct StreamReader {
  let stream: UnsafeMutablePointer<AVStream>
  let parameters: AVCodecParameters
  private let sampleAspect: Rational?

  init?(
    _ stream: UnsafeMutablePointer<AVStream>,
    in format: UnsafeMutablePointer<AVFormatContext>
  ) {
    guard let parameters = stream.pointee.codecpar?.pointee else { return nil }
    self.stream = stream
    self.parameters = parameters
    sampleAspect = rational(av_guess_sample_aspect_ratio(format, stream, nil))
  }

  var facts: MediaStream {
    var facts = MediaStream(
      index: Int(stream.pointee.index),
      codecType: string(av_get_media_type_string(parameters.codec_type)) ?? "unknown",
      realFrameRate: fraction(stream.pointee.r_frame_rate),
      averageFrameRate: fraction(stream.pointee.avg_frame_rate),
      timeBase: fraction(stream.pointee.time_base),
      disposition: disposition
    )
    describeCodec(&facts)
    describeTimes(&facts)
    switch parameters.codec_type {
    case AVMEDIA_TYPE_VIDEO: describePicture(&facts)
    case AVMEDIA_TYPE_AUDIO: describeSound(&facts)
    default: break
    }
    facts.tags = tags(stream.pointee.metadata)
    facts.sideData = sideData
    return facts
  }

  // MARK: -

  private func describeCodec(_ facts: inout MediaStream) {
    facts.codecName = string(avcodec_get_name(parameters.codec_id))
    facts.codecLongName = string(avcodec_descriptor_get(parameters.codec_id)?.pointee.long_name)
    facts.profile = string(avcodec_profile_name(parameters.codec_id, parameters.profile))
    var text = [CChar](repeating: 0, count: Int(AV_FOURCC_MAX_STRING_SIZE))
    facts.codecTagString = string(av_fourcc_make_string(&text, parameters.codec_tag))
    let hex = String(parameters.codec_tag, radix: 16)
    facts.codecTag = "0x" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }

  private func describeTimes(_ facts: inout MediaStream) {
    let base = rational(stream.pointee.time_base)
    func microseconds(_ ticks: Int64) -> Int64? {
      base.map { ticks.scaled(by: Int64($0.num) * 1_000_000, over: Int64($0.den)) }
    }
    facts.startPts = known(stream.pointee.start_time)
    facts.startTime = facts.startPts.flatMap(microseconds).map(seconds)
    facts.durationTs = known(stream.pointee.duration).flatMap { $0 > 0 ? $0 : nil }
    facts.duration = facts.durationTs.flatMap(microseconds).map(seconds)
    facts.bitRate = positive(parameters.bit_rate)
    facts.frameCount = positive(stream.pointee.nb_frames)
  }

  private func describePicture(_ facts: inout MediaStream) {
    facts.width = Int(parameters.width)
    facts.height = Int(parameters.height)
    if let aspect = sampleAspect, aspect.num > 0 {
      facts.sampleAspectRatio = "\(aspect.num):\(aspect.den)"
      facts.displayAspectRatio = Rational(
        aspect.num * Int(parameters.width),
        aspect.den * Int(parameters.height)
      ).map { "\($0.num):\($0.den)" }
    }
    facts.pixelFormat = string(av_get_pix_fmt_name(AVPixelFormat(parameters.format)))
    facts.level = parameters.level == FF_LEVEL_UNKNOWN ? nil : Int(parameters.level)
    facts.colorRange = specified(string(av_color_range_name(parameters.color_range)))
    facts.colorSpace = specified(string(av_color_space_name(parameters.color_space)))
    facts.colorTransfer = specified(string(av_color_transfer_name(parameters.color_trc)))
    facts.colorPrimaries = specified(string(av_color_primaries_name(parameters.color_primaries)))
  }

  private func describeSound(_ facts: inout MediaStream) {
    facts.sampleFormat = string(av_get_sample_fmt_name(AVSampleFormat(parameters.format)))
    facts.sampleRate = positive(Int64(parameters.sample_rate))
    facts.channels = Int(parameters.ch_layout.nb_channels)
    facts.bitsPerSample = Int(av_get_bits_per_sample(parameters.codec_id))
    var layout = parameters.ch_layout
    var text = [CChar](repeating: 0, count: 64)
    if av_channel_layout_describe(&layout, &text, text.count) > 0 {
      facts.channelLayout = text.withUnsafeBufferPointer { string($0.baseAddress) }
    }
  }

  private var disposition: [String: Int] {
    var all: [String: Int] = [:]
    for bit in 0..<Int32(24) {
      guard let name = string(av_disposition_to_string(1 << bit)) else { continue }
      all[name] = stream.pointee.disposition & (1 << bit) == 0 ? 0 : 1
    }
    return all
  }

  private var sideData: [StreamSideData]? {
    var list: [StreamSideData] = []
    for place in 0..<min(8, max(0, Int(stream.pointee.nb_side_data))) {
      guard let data = stream.pointee.side_data?[place] else { break }
      guard let name = string(av_packet_side_data_name(data.type)) else { continue }
      let isMatrix = data.type == AV_PKT_DATA_DISPLAYMATRIX
      list.append(StreamSideData(type: name, rotation: isMatrix ? rotation(of: stream) : nil))
    }
    return list.isEmpty ? nil : list
  }

  private func specified(_ name: String?) -> String? { name == "unknown" ? nil : name }

  private func positive(_ value: Int64) -> String? { value > 0 ? String(value) : nil }

  private func fraction(_ value: AVRational) -> String { "\(value.num)/\(value.den)" }
}
