import CFFmpeg
import CutroomModel

/// Completes the streams of an mp4 from its own header.
///
/// avformat_find_stream_info decodes the first picture of every H.264 stream, which takes longer
/// than all the rest of a probe; the sequence parameters say the same.
enum HeaderParameters {
  /// Completes every stream, or none and answers false.
  static func complete(_ media: borrowing OpenMedia) -> Bool {
    guard media.formatName.hasPrefix("mov"), media.headerUs != nil else { return false }
    guard media.attachedPictures == 0 else { return false }
    var completions: [() -> Void] = []
    for index in 0..<media.streamCount {
      guard let stream = media.stream(index), let clock = StreamClock(stream) else { continue }
      guard clock.duration != nil, clock.start != nil, let parameters = stream.pointee.codecpar,
        let completion = completion(of: parameters, clock: clock)
      else { return false }
      completions.append(completion)
    }
    for completion in completions { completion() }
    return !completions.isEmpty
  }

  // MARK: -

  private static func completion(
    of parameters: UnsafeMutablePointer<AVCodecParameters>,
    clock: StreamClock
  ) -> (() -> Void)? {
    let size = Int(parameters.pointee.extradata_size)
    guard size > 0, size <= 4096, let data = parameters.pointee.extradata else { return nil }
    let record = Array(UnsafeBufferPointer(start: data, count: size))
    switch (clock.kind, parameters.pointee.codec_id) {
    case (.video, AV_CODEC_ID_H264):
      guard clock.averageRate != nil, clock.realRate != nil, parameters.pointee.width > 0,
        parameters.pointee.height > 0, let set = SequenceParameters(record: record),
        let format = pixelFormat(set)
      else { return nil }
      return { adopt(set, format, into: parameters) }
    case (.audio, AV_CODEC_ID_AAC):
      let objectType = Int32(record[0] >> 3)
      guard (1...4).contains(objectType), parameters.pointee.sample_rate > 0,
        parameters.pointee.ch_layout.nb_channels > 0
      else { return nil }
      return {
        parameters.pointee.profile = objectType - 1
        parameters.pointee.format = AV_SAMPLE_FMT_FLTP.rawValue
        guard parameters.pointee.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC else { return }
        let channels = parameters.pointee.ch_layout.nb_channels
        av_channel_layout_default(&parameters.pointee.ch_layout, channels)
      }
    default: return nil
    }
  }

  private static func adopt(
    _ set: SequenceParameters,
    _ format: AVPixelFormat,
    into parameters: UnsafeMutablePointer<AVCodecParameters>
  ) {
    parameters.pointee.format = format.rawValue
    parameters.pointee.level = CInt(set.level)
    // libav's names for the flags: 1 << 9 constrained, 1 << 11 intra only.
    let isConstrained = set.profile == 66 && set.constraints & 0x40 != 0
    let isIntra = [100, 110, 122, 244].contains(set.profile) && set.constraints & 0x10 != 0
    parameters.pointee.profile =
      CInt(set.profile) | (isConstrained ? 1 << 9 : 0)
      | (isIntra && set.profile > 100 ? 1 << 11 : 0)
    if let (width, height) = set.sampleAspect, parameters.pointee.sample_aspect_ratio.num == 0 {
      parameters.pointee.sample_aspect_ratio = AVRational(num: CInt(width), den: CInt(height))
    }
    let isUnspecified = parameters.pointee.color_trc == AVCOL_TRC_UNSPECIFIED
    guard isUnspecified else { return }
    if let isFullRange = set.isFullRange {
      parameters.pointee.color_range = isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
    }
    parameters.pointee.color_primaries = AVColorPrimaries(UInt32(set.primaries))
    parameters.pointee.color_trc = AVColorTransferCharacteristic(UInt32(set.transfer))
    parameters.pointee.color_space = AVColorSpace(UInt32(set.matrix))
  }

  private static func pixelFormat(_ set: SequenceParameters) -> AVPixelFormat? {
    let isFull = set.isFullRange == true
    return switch (set.chromaFormat, set.bitDepth) {
    case (0, 8): AV_PIX_FMT_GRAY8
    case (1, 8): isFull ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P
    case (2, 8): isFull ? AV_PIX_FMT_YUVJ422P : AV_PIX_FMT_YUV422P
    case (3, 8) where set.matrix != 0: isFull ? AV_PIX_FMT_YUVJ444P : AV_PIX_FMT_YUV444P
    case (1, 10): AV_PIX_FMT_YUV420P10LE
    case (2, 10): AV_PIX_FMT_YUV422P10LE
    default: nil
    }
  }
}
