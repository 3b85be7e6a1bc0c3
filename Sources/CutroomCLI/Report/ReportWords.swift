import CutroomModel

/// How a report words what it tells.
enum ReportWords {
  static func severity(_ severity: Finding.Severity) -> String {
    switch severity {
    case .error: "Error"
    case .warning: "Warning"
    }
  }

  /// `2 errors, 1 warning`, and `, 3 waived` where there are such.
  static func counts(_ findings: [Finding], waived: Int = 0) -> String {
    let counts = bySeverity(findings).map { Amounts.count($0, $1) }
    return (counts + (waived > 0 ? ["\(waived) waived"] : [])).joined(separator: ", ")
  }

  /// As ``counts(_:waived:)``, without what there is none of.
  static func presentCounts(_ findings: [Finding]) -> String {
    bySeverity(findings).filter { $0.count > 0 }.map { Amounts.count($0, $1) }
      .joined(separator: ", ")
  }

  private static func bySeverity(_ findings: [Finding]) -> [(count: Int, word: String)] {
    let errors = findings.count { $0.severity == .error }
    return [(errors, "error"), (findings.count - errors, "warning")]
  }

  /// What a check comes to, with a sign.
  static func verdict(_ matter: ReportMatter) -> String {
    switch (matter.subject.kind, matter.isValid) {
    case (.media, true): "✓ Every file is usable"
    case (.media, false): "✕ Not every file is usable"
    case (_, true): matter.profile == .draft ? "✓ Fit to render as a draft" : "✓ Fit to render"
    case (_, false): "✕ Not fit to render"
    }
  }

  /// How hard a check looked.
  static func depth(_ depth: GateDepth) -> String {
    switch depth {
    case .quick: "quick: names, sizes and times; media as they were measured before"
    case .normal: "normal: hashes, headers and packets; takes decoded"
    case .deep: "deep: every byte hashed, every media file decoded whole"
    }
  }

  /// How strictly it judged.
  static func profile(_ profile: ValidationProfile) -> String {
    switch profile {
    case .draft: "draft: what a first look may still lack is a warning"
    case .standard: "standard"
    case .publish: "publish: what a video for others must have is an error where it is missing"
    }
  }

  /// `2026-03-01 09:30 UTC`.
  static func time(_ instant: Instant) -> String {
    let text = instant.iso8601
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// What a media file was measured to be, and what its reader should know.
  static func facts(_ facts: MediaFacts, bytes: Int64? = nil) -> String {
    let size = bytes.map { [Amounts.bytes($0)] } ?? []
    let words = (measures(facts) + size).joined(separator: ", ")
    return ([words] + facts.warnings.map(\.message)).joined(separator: "; ")
  }

  private static func measures(_ facts: MediaFacts) -> [String] {
    var words = [kind(facts.kind)]
    if let width = facts.displayWidth, let height = facts.displayHeight {
      words.append("\(width)×\(height)")
    }
    if let duration = facts.durationUs {
      words.append(
        "\(PlayTime.words(seconds: Double(duration) / 1e6)) by \(source(facts.durationSource))"
      )
    }
    if let fps = facts.fps, facts.kind == .video { words.append("\(rate(fps))\u{A0}fps") }
    if let rate = facts.sampleRate { words.append("\(rate)\u{A0}Hz") }
    if let channels = facts.channels { words.append(Amounts.count(channels, "channel")) }
    return words + notes(facts)
  }

  private static func notes(_ facts: MediaFacts) -> [String] {
    var notes: [String] = []
    if facts.truncated { notes.append("cut short") }
    if facts.isHdr { notes.append("high dynamic range") }
    if facts.isVfr { notes.append("variable frame rate") }
    if facts.rotation != 0 { notes.append("turned by \(facts.rotation)°") }
    if let loudness = facts.sound?.loudness { notes.append("\(loudness.tenths)\u{A0}LUFS") }
    if let peak = facts.sound?.truePeak { notes.append("peak \(peak.tenths)\u{A0}dBTP") }
    if let clipped = facts.sound?.clippedSamples, clipped > 0 {
      notes.append(Amounts.count(clipped, "clipped sample"))
    }
    if let errors = facts.decodeErrors, errors > 0 {
      notes.append(Amounts.count(errors, "decoding error"))
    }
    return notes
  }

  private static func kind(_ kind: MediaKind) -> String {
    switch kind {
    case .video: "video"
    case .audio: "sound"
    case .image: "picture"
    case .animatedImage: "animated picture"
    }
  }

  private static func source(_ source: DurationSource) -> String {
    switch source {
    case .header: "its header"
    case .stream: "its streams"
    case .packets: "its packets"
    case .decoded: "its samples"
    case .none: "nothing"
    }
  }

  /// `25`, or `29.97` of a rate that is no whole number.
  static func rate(_ fps: FrameRate) -> String {
    fps.den == 1 ? "\(fps.num)" : (Double(fps.num) / Double(fps.den)).hundredths
  }
}
