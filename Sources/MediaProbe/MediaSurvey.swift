import CFFmpeg
import CutroomModel

/// Everything measured of one opened file, before it is put into words.
struct MediaSurvey {
  let format: MediaFormat
  let streams: [MediaStream]
  let chapters: [MediaChapter]
  let isAnswerCut: Bool
  let kind: MediaKind
  let clocks: [StreamClock]
  let headerUs: Int64?
  let index: IndexSurvey
  let outline: FileOutline
  let scan: PacketScan?
  let verdict: DurationVerdict
  /// Of the first moving picture.
  let pace: Pace

  init(_ media: borrowing OpenMedia, options: ProbeOptions) throws(ProbeFailure) {
    outline = FileOutline(media.bytes)
    let completion = try Self.complete(media, options, outline)
    clocks = media.clocks
    kind = try Self.kind(media, clocks: clocks, outline)
    headerUs = media.headerUs
    index = completion.index ?? IndexSurvey(media, clocks: clocks)
    // Reading all packets changes what some demuxers say of a file.
    let facts = ContainerFacts(media)
    let need = try Self.need(media, options, outline, index, clocks)
    if need.isNeeded, completion.hasReadOn { media.rewind() }
    let scan = need.isNeeded ? try PacketScan(media, clocks: clocks) : nil
    self.scan = scan
    format = facts.format
    streams = facts.streams.map { $0.counting(scan) }
    chapters = facts.chapters
    isAnswerCut = facts.isCut
    verdict = Self.verdict(kind: kind, clocks: clocks, scan: scan, headerUs: headerUs)
    pace = scan?.streams.first { $0.clock.kind == .video }?.pace ?? index.pace
  }

  /// True when bytes that the file's own index or header counts are not there, or its end mark.
  func isTruncated(size: Int64) -> Bool {
    if outline.lacksPictureEnd || index.end > size { return true }
    let layout = outline.layout
    if layout.isMovie { return layout.isFragmented && layout.missingBytes > 0 }
    if let claimedSize = outline.claimedSize { return claimedSize - size > 1 }
    return lacksCountedSamples
  }

  /// The header of lossless sound counts samples; more of them than there are were lost.
  private var lacksCountedSamples: Bool {
    guard ["flac", "wv", "tta", "ape"].contains(format.formatName), let headerUs,
      let measured = verdict.durationUs
    else { return false }
    return headerUs - measured > HeaderDisagreement.longestSoundFrameUs
  }

  // MARK: -

  /// Completes the streams as cheaply as the file allows.
  ///
  /// Files that will be scanned are left to libav: its look ahead and the scan share one reading.
  private static func complete(
    _ media: borrowing OpenMedia,
    _ options: ProbeOptions,
    _ outline: FileOutline
  ) throws(ProbeFailure) -> Completion {
    if let header = HeaderParameters(media) {
      let clocks = media.clocks
      let index = IndexSurvey(media, clocks: clocks)
      if try !need(media, options, outline, index, clocks).isNeeded {
        let hasReadOn = header.readsPackets
        if try header.complete(media) { return Completion(index: index, hasReadOn: hasReadOn) }
        media.rewind()
      }
    }
    try media.completeStreamFacts()
    return Completion()
  }

  private struct Completion {
    /// The index, where completing has not changed it.
    var index: IndexSurvey?
    /// Reading has moved on from the first packet, and has to be taken back for a scan.
    var hasReadOn = false
  }

  private static func need(
    _ media: borrowing OpenMedia,
    _ options: ProbeOptions,
    _ outline: FileOutline,
    _ index: IndexSurvey,
    _ clocks: [StreamClock]
  ) throws(ProbeFailure) -> ScanNeed {
    ScanNeed(
      kind: try kind(media, clocks: clocks, outline),
      formatName: media.formatName,
      isDeep: options.deep,
      isFragmented: outline.layout.isFragmented,
      isTruncated: index.end > media.bytes.size || (outline.claimedSize ?? 0) > media.bytes.size,
      isGuess: media.format.pointee.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE,
      indexEntries: index.entries,
      claimsSize: outline.claimedSize != nil,
      size: media.bytes.size,
      headerUs: media.headerUs,
      clocks: clocks
    )
  }

  private static func kind(
    _ media: borrowing OpenMedia,
    clocks: [StreamClock],
    _ outline: FileOutline
  ) throws(ProbeFailure) -> MediaKind {
    let name = media.formatName
    guard !clocks.isEmpty else {
      throw ProbeFailure(.noStreams, "\(name) without a sound or picture track")
    }
    guard let video = clocks.first(where: { $0.kind == .video }) else { return .audio }
    let parameters = media.stream(video.index)?.pointee.codecpar?.pointee
    guard let parameters, parameters.width > 0, parameters.height > 0 else {
      if let failure = media.bytes.failure { throw failure }
      if outline.lacksPictureEnd {
        throw ProbeFailure(.truncated, "the file ends before its picture begins")
      }
      if outline.isAnimatedWebP {
        throw ProbeFailure(
          .unsupported,
          "it is an animated WebP, which this libavformat does not read; make it a GIF or a video"
        )
      }
      throw ProbeFailure(.unsupported, "the size of its picture cannot be read (\(name))")
    }
    if Demuxers.isStill(name) || outline.layout.isStill { return .image }
    return Demuxers.isAnimated(name) ? .animatedImage : .video
  }

  private static func verdict(
    kind: MediaKind,
    clocks: [StreamClock],
    scan: PacketScan?,
    headerUs: Int64?
  ) -> DurationVerdict {
    guard kind != .image else { return DurationVerdict(packets: []) }
    let fromHeader = DurationVerdict(clocks: clocks, headerUs: headerUs)
    guard let scan else { return fromHeader }
    let fromPackets = DurationVerdict(packets: scan.streams)
    return fromPackets.durationUs == nil ? fromHeader : fromPackets
  }
}
