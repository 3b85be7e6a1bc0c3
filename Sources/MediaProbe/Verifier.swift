import CFFmpeg
package import CutroomModel

/// Decodes media files to see whether, and as how much, they really play.
package enum Verifier {
  /// How much is decoded.
  package enum Depth: String, Codable, Sendable {
    /// The first frame of each audio and video stream; images whole.
    case firstFrames
    /// Everything.
    case everything
  }

  /// Decodes the audio and video streams of the file behind `descriptor` and counts what fails.
  ///
  /// The descriptor is borrowed and its offset left alone. A stream that gives no frame at all
  /// is in the answer with `frames` 0; with everything, so is one that no decoder takes, beside a
  /// warning. With everything the same decode measures the first sound track and the first moving
  /// picture. Throws when the file cannot be opened, has no decoder or is not done in time.
  package static func verify(
    descriptor: CInt,
    size: Int64,
    depth: Depth,
    deadlineMs: Int
  ) throws(ProbeFailure) -> Verification {
    let bytes = FileBytes(descriptor: descriptor, size: size, deadlineMs: deadlineMs)
    let log = LogCapture()
    log.begin()
    defer { log.end() }
    let media = try OpenMedia(sniffed: bytes, log: log)
    try media.completeStreamFacts()
    let clocks = media.clocks
    guard !clocks.isEmpty else {
      throw ProbeFailure(.noStreams, "\(media.formatName) without a sound or picture track")
    }
    let isStill = Demuxers.isStill(media.formatName)
    let meters =
      depth == .everything
      ? StreamMeters(media, clocks: clocks, isStill: isStill || BoxLayout(bytes).isStill)
      : StreamMeters()
    var run = try DecodeRun(
      media,
      clocks: clocks,
      isStrict: isStill,
      skipsRefused: depth == .everything,
      meters: meters
    )
    let logged = log.errorCount
    try run.decode(media) { decoders in
      depth == .firstFrames && decoders.allSatisfy { $0.frames > 0 || $0.errors > 0 }
    }
    var streams = run.decoders.map(\.result)
    // Image decoders mend silently; what they log is the only trace.
    let mended = isStill && log.errorCount > logged && streams.allSatisfy { $0.errors == 0 }
    if mended || run.readFailed, !streams.isEmpty { streams[0].errors += 1 }
    var verification = Verification(
      streams: (streams + run.refused.map(\.clock.undecoded)).sorted { $0.index < $1.index },
      isComplete: run.reachedEnd,
      warnings: run.refusals + log.lines.map { ProbeWarning(code: "libav", message: $0) }
    )
    verification.sound = meters.sound?.meter.measure
    verification.soundUs = meters.sound?.meter.playedUs
    verification.picture = meters.picture?.meter.measure
    return verification
  }

  /// Counts and measures the samples of the first audio stream as a player would play them.
  ///
  /// Encoder delay and padding are trimmed as the file says: skip-samples data in MP3, Opus and
  /// AAC, the edit list in mp4. Throws `no-audio` when there is none and `undecodable` when not
  /// one sample comes out.
  package static func decodedAudio(
    descriptor: CInt,
    size: Int64,
    deadlineMs: Int
  ) throws(ProbeFailure) -> DecodedAudio {
    let bytes = FileBytes(descriptor: descriptor, size: size, deadlineMs: deadlineMs)
    let log = LogCapture()
    log.begin()
    defer { log.end() }
    let media = try OpenMedia(sniffed: bytes, log: log)
    try media.completeStreamFacts()
    guard let clock = media.clocks.first(where: { $0.kind == .audio }) else {
      throw ProbeFailure(.noAudio, "\(media.formatName) without a sound track")
    }
    media.discardStreams(except: clock.index)
    let meters = StreamMeters(media, clocks: [clock], isStill: false)
    var run = try DecodeRun(media, clocks: [clock], isStrict: false, meters: meters)
    try run.decode(media) { _ in false }
    guard let decoder = run.decoders.first, let meter = meters.sound?.meter,
      meter.playedSamples > 0, decoder.sampleRate > 0
    else {
      throw ProbeFailure(.undecodable, "not one sample of its sound can be decoded")
    }
    var audio = DecodedAudio(
      samples: meter.playedSamples,
      sampleRate: decoder.sampleRate,
      channels: decoder.channels,
      errors: decoder.errors + (run.readFailed ? 1 : 0)
    )
    audio.sound = meter.measure
    return audio
  }
}

extension DecodeRun {
  fileprivate var refusals: [ProbeWarning] {
    refused.map { clock, reason in
      ProbeWarning(
        code: "stream-not-decoded",
        message: "stream \(clock.index) was not decoded: \(reason.message)"
      )
    }
  }
}

extension StreamClock {
  fileprivate var undecoded: DecodedStream {
    DecodedStream(index: index, codecType: kind.rawValue, frames: 0, errors: 0, durationUs: nil)
  }
}

extension OpenMedia {
  /// Lets the demuxer leave out what nobody will decode.
  fileprivate func discardStreams(except index: Int) {
    for other in 0..<streamCount where other != index {
      stream(other)?.pointee.discard = AVDISCARD_ALL
    }
  }
}
