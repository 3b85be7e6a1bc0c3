import CutroomModel

extension MediaSurvey {
  /// What a person should know about the file, libav's own remarks last.
  func warnings(_ facts: MediaFacts, log: LogCapture) -> [ProbeWarning] {
    let own = [
      truncation(facts), disagreement, damage, unevenEnds, highDynamicRange(facts),
      variableRate(facts), unframedSound, answerCut,
    ]
    return own.compactMap(\.self) + log.lines.map { ProbeWarning(code: "libav", message: $0) }
  }

  private func truncation(_ facts: MediaFacts) -> ProbeWarning? {
    guard facts.truncated else { return nil }
    return ProbeWarning(
      code: "truncated",
      message: "the file ends before the data that it announces; copy or download it again"
    )
  }

  /// What the header says of the length, where it is more than a frame off.
  private var disagreement: ProbeWarning? {
    guard shownKind != .image, let measured = verdict.durationUs else { return nil }
    let untrimmed = scan?.streams.compactMap(\.untrimmedLengthUs).max()
    return HeaderDisagreement(
      headerUs: headerUs,
      measuredUs: measured,
      untrimmedUs: untrimmed ?? measured,
      startUs: verdict.spans.map(\.startUs).min() ?? 0,
      endUs: verdict.spans.map { $0.startUs.addingClamped($0.durationUs) }.max() ?? measured,
      frameUs: frameUs
    ).warning
  }

  private var frameUs: Int64 {
    if kind == .audio {
      let longest = scan?.streams.map { $0.clock.microseconds($0.longest) }.max() ?? 0
      return min(longest, HeaderDisagreement.longestSoundFrameUs)
    }
    let paced = scan == nil ? nil : pace.usualGap
    let frame =
      clocks.first { $0.kind == .video }
      .map { $0.microseconds(paced ?? $0.frameTicks) } ?? 0
    return frame > 0 ? frame : HeaderDisagreement.usualFrameUs
  }

  private var damage: ProbeWarning? {
    guard let scan, scan.corruptPackets > 0 || scan.failure != nil else { return nil }
    return ProbeWarning(
      code: "damaged-packets",
      message: scan.corruptPackets > 0
        ? "\(scan.corruptPackets) packets are marked as damaged"
        : "reading stopped before the end of the file"
    )
  }

  /// Sound and picture that do not last equally long.
  private var unevenEnds: ProbeWarning? {
    let lengths = verdict.spans.map(\.durationUs)
    guard let shortest = lengths.min(), let longest = lengths.max() else { return nil }
    guard longest - shortest > 500_000 else { return nil }
    return ProbeWarning(
      code: "streams-differ",
      message: "the shortest stream lasts \(seconds(shortest)) s, the longest \(seconds(longest)) s"
    )
  }

  private func highDynamicRange(_ facts: MediaFacts) -> ProbeWarning? {
    guard facts.isHdr else { return nil }
    return ProbeWarning(
      code: "hdr",
      message: "HDR picture: without tone mapping it looks washed out in an SDR video"
    )
  }

  private func variableRate(_ facts: MediaFacts) -> ProbeWarning? {
    guard facts.isVfr else { return nil }
    return ProbeWarning(
      code: "variable-frame-rate",
      message: "frames are not evenly spaced; fps is the average"
    )
  }

  /// What no player can take apart.
  private var unframedSound: ProbeWarning? {
    guard let scan, scan.streams.contains(where: { !$0.isFramed }) else { return nil }
    return ProbeWarning(
      code: "unframed-sound",
      message: "AAC in a WAV without a mark between its frames: it can hardly be played, and its "
        + "length is the header's word; make an M4A of what it was made from"
    )
  }

  private var answerCut: ProbeWarning? {
    guard isAnswerCut else { return nil }
    return ProbeWarning(
      code: "answer-cut",
      message: "its tags and chapters are too long for an answer; some are cut or left out"
    )
  }
}
