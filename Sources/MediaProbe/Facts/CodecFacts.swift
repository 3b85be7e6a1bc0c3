import CFFmpeg

extension AVCodecParameters {
  /// Takes what an H.264 sequence parameter set says.
  mutating func adopt(_ set: SequenceParameters, _ pixels: AVPixelFormat) {
    format = pixels.rawValue
    level = CInt(set.level)
    // libav's names for the flags: 1 << 9 constrained, 1 << 11 intra only.
    let isConstrained = set.profile == 66 && set.constraints & 0x40 != 0
    let isIntra = [110, 122, 244].contains(set.profile) && set.constraints & 0x10 != 0
    profile = CInt(set.profile) | (isConstrained ? 1 << 9 : 0) | (isIntra ? 1 << 11 : 0)
    bits_per_raw_sample = CInt(set.bitDepth)
    if field_order == AV_FIELD_UNKNOWN { field_order = AV_FIELD_PROGRESSIVE }
    if let location = set.chromaLocation {
      chroma_location = AVChromaLocation(UInt32(location) + 1)
    }
    if let (width, height) = set.sampleAspect, sample_aspect_ratio.num == 0 {
      sample_aspect_ratio = AVRational(num: CInt(width), den: CInt(height))
    }
    if let isFullRange = set.isFullRange {
      color_range = isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
    }
    // What the stream says goes before what the container says.
    guard let colours = set.colours else { return }
    color_primaries = AVColorPrimaries(UInt32(colours.primaries))
    color_trc = AVColorTransferCharacteristic(UInt32(colours.transfer))
    color_space = AVColorSpace(UInt32(colours.matrix))
  }

  /// Takes what a VP9 key frame says.
  mutating func adopt(_ header: Vp9Header, _ pixels: AVPixelFormat) {
    format = pixels.rawValue
    profile = CInt(header.profile)
    color_range = header.isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
    let spaces = [
      AVCOL_SPC_UNSPECIFIED, AVCOL_SPC_BT470BG, AVCOL_SPC_BT709, AVCOL_SPC_SMPTE170M,
      AVCOL_SPC_SMPTE240M, AVCOL_SPC_BT2020_NCL, AVCOL_SPC_RESERVED, AVCOL_SPC_RGB,
    ]
    color_space = spaces[header.colorSpace & 7]
  }

  /// Takes what libav's own decoder would put out for compressed sound.
  mutating func adoptSound(profile objectProfile: CInt?) {
    format = AV_SAMPLE_FMT_FLTP.rawValue
    if let objectProfile { profile = objectProfile }
    guard ch_layout.order == AV_CHANNEL_ORDER_UNSPEC else { return }
    let channels = ch_layout.nb_channels
    av_channel_layout_default(&ch_layout, channels)
  }

  /// The codec's own configuration, of a sane size.
  var record: [UInt8]? {
    guard extradata_size > 0, extradata_size <= 4096, let extradata else { return nil }
    return Array(UnsafeBufferPointer(start: extradata, count: Int(extradata_size)))
  }
}

extension SequenceParameters {
  var pixelFormat: AVPixelFormat? {
    let isFull = isFullRange == true
    return switch (chromaFormat, bitDepth) {
    case (1, 8): isFull ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P
    case (2, 8): isFull ? AV_PIX_FMT_YUVJ422P : AV_PIX_FMT_YUV422P
    case (3, 8) where colours?.matrix != 0: isFull ? AV_PIX_FMT_YUVJ444P : AV_PIX_FMT_YUV444P
    case (1, 10): AV_PIX_FMT_YUV420P10LE
    case (2, 10): AV_PIX_FMT_YUV422P10LE
    default: nil
    }
  }
}

extension Vp9Header {
  var pixelFormat: AVPixelFormat? {
    switch (bitDepth, subsamplesWidth, subsamplesHeight) {
    case (8, true, true): AV_PIX_FMT_YUV420P
    case (10, true, true): AV_PIX_FMT_YUV420P10LE
    case (12, true, true): AV_PIX_FMT_YUV420P12LE
    default: nil
    }
  }
}
