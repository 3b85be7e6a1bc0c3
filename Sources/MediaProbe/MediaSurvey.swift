import CFFmpeg
import CutroomModel

/// Everything measured of one opened file, before it is put into words.
struct MediaSurvey {
  let kind: MediaKind
  let clocks: [StreamClock]
  let headerUs: Int64?
  let index: IndexSurvey
  let claimedSize: Int64?
  let layout: BoxLayout
  let lacksPictureEnd: Bool
  let scan: PacketScan?
  let verdict: DurationVerdict

  init(_ media: borrowing OpenMedia, options: ProbeOptions) throws(ProbeFailure) {
    let bytes = media.bytes
    layout = BoxLayout(bytes)
    let head = bytes.bytes(at: 0, count: Sniff.length)
    claimedSize = ClaimedSize.of(head: head, bytes: bytes)
    lacksPictureEnd = PictureEnd.isMissing(head: head, bytes: bytes)
    try Self.complete(media, options, layout: layout, claimedSize: claimedSize)
    clocks = media.clocks
    kind = try Self.kind(media, clocks: clocks, layout: layout)
    headerUs = media.headerUs
    index = IndexSurvey(media, clocks: clocks)
    let need = try Self.need(media, options, layout: layout, claimedSize: claimedSize)
    let scan = need.isNeeded ? try PacketScan(media, clocks: clocks) : nil
    self.scan = scan
    verdict = Self.verdict(kind: kind, clocks: clocks, scan: scan, media)
  }

  /// True when bytes that the file's own index or header counts are not there, or its end mark.
  func isTruncated(size: Int64) -> Bool {
    if lacksPictureEnd || index.end > size { return true }
    if layout.isMovie { return layout.isFragmented && layout.missingBytes > 0 }
    if let claimedSize { return claimedSize - size > 1 }
    return false
  }

  // MARK: -

  /// Completes the streams as cheaply as the file allows.
  ///
  /// Files that will be scanned are left to libav: its look ahead and the scan share one reading.
  private static func complete(
    _ media: borrowing OpenMedia,
    _ options: ProbeOptions,
    layout: BoxLayout,
    claimedSize: Int64?
  ) throws(ProbeFailure) {
    if let header = HeaderParameters(media) {
      let need = try need(media, options, layout: layout, claimedSize: claimedSize)
      if !need.isNeeded {
        if try header.complete(media) { return }
        media.rewind()
      }
    }
    try media.completeStreamFacts()
  }

  private static func need(
    _ media: borrowing OpenMedia,
    _ options: ProbeOptions,
    layout: BoxLayout,
    claimedSize: Int64?
  ) throws(ProbeFailure) -> ScanNeed {
    let clocks = media.clocks
    let index = IndexSurvey(media, clocks: clocks)
    return ScanNeed(
      kind: try kind(media, clocks: clocks, layout: layout),
      formatName: media.formatName,
      isDeep: options.deep,
      isFragmented: layout.isFragmented,
      isTruncated: index.end > media.bytes.size || (claimedSize ?? 0) > media.bytes.size,
      isGuess: media.format.pointee.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE,
      indexEntries: index.entries,
      claimsSize: claimedSize != nil,
      size: media.bytes.size,
      headerUs: media.headerUs,
      clocks: clocks
    )
  }

  private static func kind(
    _ media: borrowing OpenMedia,
    clocks: [StreamClock],
    layout: BoxLayout
  ) throws(ProbeFailure) -> MediaKind {
    let name = media.formatName
    guard !clocks.isEmpty else {
      throw ProbeFailure(.noStreams, "\(name) without a sound or picture track")
    }
    guard let video = clocks.first(where: { $0.kind == .video }) else { return .audio }
    let parameters = media.stream(video.index)?.pointee.codecpar?.pointee
    guard let parameters, parameters.width > 0, parameters.height > 0 else {
      let head = media.bytes.bytes(at: 0, count: Sniff.length)
      if PictureEnd.isMissing(head: head, bytes: media.bytes) {
        throw ProbeFailure(.truncated, "the file ends before its picture begins")
      }
      throw ProbeFailure(.unsupported, "the size of its picture cannot be read (\(name))")
    }
    if Demuxers.isStill(name) || layout.isStill { return .image }
    return Demuxers.isAnimated(name) ? .animatedImage : .video
  }

  private static func verdict(
    kind: MediaKind,
    clocks: [StreamClock],
    scan: PacketScan?,
    _ media: borrowing OpenMedia
  ) -> DurationVerdict {
    guard kind != .image else { return DurationVerdict(packets: []) }
    let fromHeader = DurationVerdict(clocks: clocks, headerUs: media.headerUs)
    guard let scan else { return fromHeader }
    let fromPackets = DurationVerdict(packets: scan.streams)
    return fromPackets.durationUs == nil ? fromHeader : fromPackets
  }
}
