import CutroomModel

extension MediaSurvey {
  /// What a person should know about the file, libav's own remarks last.
  func warnings(_ facts: MediaFacts, log: LogCapture) -> [ProbeWarning] {
    let own = [
      truncation(facts), disagreement, damage, unevenEnds, highDynamicRange(facts),
      variableRate(facts),
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

  /// Header and packets differ by more than about two frames of sound, or three of picture.
  private var disagreement: ProbeWarning? {
    guard kind != .image, let measured = scan?.streams.compactMap(\.lengthUs).max() else {
      return nil
    }
    guard let headerUs else {
      return ProbeWarning(
        code: "no-duration",
        message: "the header gives no duration; the packets last \(seconds(measured)) s"
      )
    }
    // Some headers count encoder delay and padding, some do not.
    let untrimmed = scan?.streams.compactMap(\.untrimmedLengthUs).max() ?? measured
    let tolerance = kind == .audio ? 50_000 : 100_000
    guard
      [measured, untrimmed].allSatisfy({ (Int128($0) - Int128(headerUs)).magnitude > tolerance })
    else { return nil }
    return ProbeWarning(
      code: "duration-differs",
      message: "the header says \(seconds(headerUs)) s, the packets last \(seconds(measured)) s"
    )
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
}
