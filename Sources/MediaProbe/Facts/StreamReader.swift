import CFFmpeg
import CutroomModel

/// Copies what libav knows of one stream into a value, as ffprobe shows it.
struct StreamReader {
  let stream: UnsafeMutablePointer<AVStream>
  let parameters: AVCodecParameters
  private let format: UnsafeMutablePointer<AVFormatContext>

  init?(
    _ stream: UnsafeMutablePointer<AVStream>,
    in format: UnsafeMutablePointer<AVFormatContext>
  ) {
    guard let parameters = stream.pointee.codecpar?.pointee else { return nil }
    self.stream = stream
    self.parameters = parameters
    self.format = format
  }

  /// The facts without the tags.
  var facts: MediaStream {
    var facts = MediaStream(
      index: Int(stream.pointee.index),
      codecType: string(av_get_media_type_string(parameters.codec_type)),
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
    case AVMEDIA_TYPE_SUBTITLE: describeSubtitle(&facts)
    default: break
    }
    facts.sideData = SideDataReader(stream, parameters).list
    return facts
  }

  // MARK: -

  private func describeCodec(_ facts: inout MediaStream) {
    if let descriptor = avcodec_descriptor_get(parameters.codec_id)?.pointee {
      facts.codecName = string(descriptor.name)
      facts.codecLongName = string(descriptor.long_name) ?? "unknown"
    }
    let profile = parameters.profile
    facts.profile =
      string(avcodec_profile_name(parameters.codec_id, profile))
      ?? (profile == FF_PROFILE_UNKNOWN ? nil : String(profile))
    var text = [CChar](repeating: 0, count: Int(AV_FOURCC_MAX_STRING_SIZE))
    facts.codecTagString = string(av_fourcc_make_string(&text, parameters.codec_tag))
    let hex = String(parameters.codec_tag, radix: 16)
    facts.codecTag = "0x" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    facts.bitsPerRawSample = positive(Int64(parameters.bits_per_raw_sample))
  }

  private func describeTimes(_ facts: inout MediaStream) {
    let base = stream.pointee.time_base
    if format.pointee.iformat.pointee.flags & AVFMT_SHOW_IDS != 0 {
      facts.id = "0x" + String(UInt32(bitPattern: stream.pointee.id), radix: 16)
    }
    facts.startPts = known(stream.pointee.start_time)
    facts.startTime = facts.startPts.flatMap { seconds($0, base) }
    facts.durationTs = known(stream.pointee.duration)
    facts.duration = facts.durationTs.flatMap { seconds($0, base) }
    facts.bitRate = positive(parameters.bit_rate)
    let frames = stream.pointee.nb_frames
    facts.frameCount = frames == 0 ? nil : String(frames)
  }

  private func describePicture(_ facts: inout MediaStream) {
    facts.width = Int(parameters.width)
    facts.height = Int(parameters.height)
    let aspect = av_guess_sample_aspect_ratio(format, stream, nil)
    if aspect.num != 0 {
      facts.sampleAspectRatio = "\(aspect.num):\(aspect.den)"
      var shown = AVRational()
      av_reduce(
        &shown.num,
        &shown.den,
        Int64(parameters.width) * Int64(aspect.num),
        Int64(parameters.height) * Int64(aspect.den),
        1024 * 1024
      )
      facts.displayAspectRatio = "\(shown.num):\(shown.den)"
    }
    facts.pixelFormat = string(av_get_pix_fmt_name(AVPixelFormat(parameters.format)))
    facts.level = Int(parameters.level)
    facts.colorRange = specified(string(av_color_range_name(parameters.color_range)))
    facts.colorSpace = specified(string(av_color_space_name(parameters.color_space)))
    facts.colorTransfer = specified(string(av_color_transfer_name(parameters.color_trc)))
    facts.colorPrimaries = specified(string(av_color_primaries_name(parameters.color_primaries)))
    let location = parameters.chroma_location
    facts.chromaLocation =
      location == AVCHROMA_LOC_UNSPECIFIED ? nil : string(av_chroma_location_name(location))
    facts.fieldOrder = fieldOrder
  }

  private func describeSound(_ facts: inout MediaStream) {
    facts.sampleFormat = string(av_get_sample_fmt_name(AVSampleFormat(parameters.format)))
    facts.sampleRate = String(parameters.sample_rate)
    facts.channels = Int(parameters.ch_layout.nb_channels)
    facts.channelLayout = layoutName(parameters.ch_layout)
    facts.bitsPerSample = Int(av_get_bits_per_sample(parameters.codec_id))
  }

  private func describeSubtitle(_ facts: inout MediaStream) {
    facts.width = parameters.width == 0 ? nil : Int(parameters.width)
    facts.height = parameters.height == 0 ? nil : Int(parameters.height)
  }

  private var fieldOrder: String? {
    switch parameters.field_order {
    case AV_FIELD_PROGRESSIVE: "progressive"
    case AV_FIELD_TT: "tt"
    case AV_FIELD_BB: "bb"
    case AV_FIELD_TB: "tb"
    case AV_FIELD_BT: "bt"
    default: nil
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

  private func specified(_ name: String?) -> String? { name == "unknown" ? nil : name }

  private func positive(_ value: Int64) -> String? { value > 0 ? String(value) : nil }
}
