import CutroomModel

/// Whether a header may be believed or the packets have to be read.
struct ScanNeed {
  var kind: MediaKind
  var formatName: String
  var isDeep: Bool
  var isFragmented: Bool
  var isTruncated: Bool
  var isGuess: Bool
  var indexEntries: Int
  var claimsSize: Bool
  var size: Int64
  var headerUs: Int64?
  var clocks: [StreamClock]

  var isNeeded: Bool {
    switch kind {
    case .image: false
    case .audio, .animatedImage: true
    case .video: isDeep || isFragmented || isTruncated || isGuess || hasNoIndex || isImplausible
    }
  }

  /// Matroska reads its cues late; a segment of known size was finished, and has them.
  private var hasNoIndex: Bool {
    if formatName.hasPrefix("matroska") { return !claimsSize }
    if formatName.hasPrefix("mov") || formatName == "avi" { return indexEntries == 0 }
    return true
  }

  private var isImplausible: Bool {
    guard let headerUs, headerUs > 0 else { return true }
    let bitsPerSecond = Int128(size) * 8_000_000 / Int128(headerUs)
    if bitsPerSecond < 1000 || bitsPerSecond > 4_000_000_000 { return true }
    if streamsDisagree(with: headerUs) { return true }
    return clocks.contains { clock in
      guard let start = clock.startUs else { return false }
      return abs(Int128(start)) > 86_400_000_000 * 30
    }
  }

  /// The streams' own lengths lie a frame or more away from that of the whole file.
  private func streamsDisagree(with headerUs: Int64) -> Bool {
    guard let own = DurationVerdict(clocks: clocks, headerUs: headerUs).durationUs else {
      return false
    }
    let frames = clocks.filter { $0.kind == .video }.map { $0.microseconds($0.frameTicks) }
    let frame = frames.max().flatMap { $0 > 0 ? $0 : nil } ?? HeaderDisagreement.usualFrameUs
    return (Int128(own) - Int128(headerUs)).magnitude + 1 >= frame.magnitude
  }
}
