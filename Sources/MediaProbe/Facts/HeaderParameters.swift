import CFFmpeg
import CutroomModel

/// Completes the streams of an mp4 or Matroska file from its header and first packets.
///
/// avformat_find_stream_info decodes the first pictures of H.264 and VP9 streams, which takes
/// longer than all the rest of a probe; the codecs' own headers say the same.
struct HeaderParameters {
  private typealias Stream = UnsafeMutablePointer<AVStream>

  private static let fewestFrames: Int64 = 20

  private let lengthUs: Int64
  private var completions: [() -> Void] = []
  /// Streams whose first packet has to be seen.
  private var unseen: [(stream: Stream, clock: StreamClock)] = []

  /// Nil when the streams are of a kind that only avformat_find_stream_info completes.
  init?(_ media: borrowing OpenMedia) {
    let isKnown = media.formatName.hasPrefix("mov") || media.formatName.hasPrefix("matroska")
    // What else there is, such as subtitles, has times that only reading shows.
    guard isKnown, let lengthUs = media.headerUs, media.clocks.count == media.streamCount,
      media.hasChapterEnds
    else { return nil }
    self.lengthUs = lengthUs
    for index in 0..<media.streamCount {
      guard let stream = media.stream(index), let clock = StreamClock(stream) else { continue }
      guard add(stream, clock) else { return nil }
    }
    if completions.isEmpty, unseen.isEmpty { return nil }
  }

  /// Completes every stream; false, with reading moved on, when a packet is missing or odd.
  consuming func complete(_ media: borrowing OpenMedia) throws(ProbeFailure) -> Bool {
    if !unseen.isEmpty {
      guard let packets = try FirstPackets(media, of: unseen.map(\.clock.index)) else {
        return false
      }
      for (stream, clock) in unseen {
        guard see(stream, clock, packets) else { return false }
      }
    }
    for completion in completions { completion() }
    media.settleTimings()
    return true
  }

  /// Whether completing moves on from the first packet.
  var readsPackets: Bool { !unseen.isEmpty }

  // MARK: -

  private mutating func add(_ stream: Stream, _ clock: StreamClock) -> Bool {
    guard let parameters = stream.pointee.codecpar else { return false }
    let isComplete =
      switch clock.kind {
      case .video:
        clock.averageRate != nil && clock.realRate != nil && parameters.pointee.width > 0
          && parameters.pointee.height > 0 && hasFrames(clock)
      case .audio:
        // Where more channels are heard is the decoder's to say.
        parameters.pointee.sample_rate > 0
          && (1...2).contains(parameters.pointee.ch_layout.nb_channels)
      }
    guard isComplete else { return false }
    let isVp9 = parameters.pointee.codec_id == AV_CODEC_ID_VP9
    if clock.start == nil || isVp9 { unseen.append((stream, clock)) }
    if isVp9 { return true }
    guard let completion = completion(of: parameters) else { return false }
    completions.append(completion)
    return true
  }

  /// Of a few frames that are shown out of order libav knows no beginning, which nobody else sees.
  private func hasFrames(_ clock: StreamClock) -> Bool {
    clock.frameTicks > 0 && clock.microseconds(clock.frameTicks) * Self.fewestFrames <= lengthUs
  }

  private func completion(
    of parameters: UnsafeMutablePointer<AVCodecParameters>
  ) -> (() -> Void)? {
    switch parameters.pointee.codec_id {
    case AV_CODEC_ID_H264:
      guard let set = parameters.pointee.record.flatMap({ SequenceParameters(record: $0) }),
        set.isProgressive, let pixels = set.pixelFormat
      else { return nil }
      return { parameters.pointee.adopt(set, pixels) }
    case AV_CODEC_ID_AAC:
      guard let config = parameters.pointee.record.flatMap({ AudioSpecificConfig($0) }),
        config.isPlain, config.sampleRate == Int(parameters.pointee.sample_rate),
        config.channels == Int(parameters.pointee.ch_layout.nb_channels)
      else { return nil }
      return { parameters.pointee.adoptSound(profile: CInt(config.objectType - 1)) }
    case AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS:
      return { parameters.pointee.adoptSound(profile: nil) }
    default: return nil
    }
  }

  private mutating func see(_ stream: Stream, _ clock: StreamClock, _ packets: FirstPackets) -> Bool
  {
    guard let parameters = stream.pointee.codecpar else { return false }
    if parameters.pointee.codec_id == AV_CODEC_ID_VP9 {
      guard let header = packets.heads[clock.index].flatMap({ Vp9Header($0) }),
        let pixels = header.pixelFormat
      else { return false }
      completions.append { parameters.pointee.adopt(header, pixels) }
    }
    if clock.start == nil, let time = packets.times[clock.index] {
      completions.append { stream.pointee.start_time = time }
    }
    return true
  }
}
