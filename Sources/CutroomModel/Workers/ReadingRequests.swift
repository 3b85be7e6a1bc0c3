/// Measures the media file behind descriptor 0.
package struct ProbeRequest: WorkerRequest, Equatable {
  package typealias Answer = ProbeFacts
  package static let name = "probe"
  /// A worker that reads media answers no more bytes than these.
  package static let largestAnswer = 64 << 10
  package static let isRepeatable = true

  /// Reads every packet, also where the header can be trusted.
  package var deep: Bool
  package var deadlineMs: Int

  package init(deep: Bool = false, deadlineMs: Int = 5000) {
    self.deep = deep
    self.deadlineMs = deadlineMs
  }

  /// Leaves out what a file can bring in any number, which is said in a warning.
  package static func shortened(_ answer: ProbeFacts) -> ProbeFacts? {
    var answer = answer
    answer.format.tags = nil
    answer.streams = answer.streams.map(shortened)
    answer.chapters = []
    answer.cutroom.warnings.removeAll { $0.code == "libav" || $0.code == "answer-cut" }
    answer.cutroom.warnings.append(
      ProbeWarning(
        code: "answer-cut",
        message:
          "tags, side data, chapters and libav's remarks were too long for an answer: "
          + "left out"
      )
    )
    return answer
  }

  private static func shortened(_ stream: MediaStream) -> MediaStream {
    var stream = stream
    stream.tags = nil
    stream.sideData = nil
    stream.codecLongName = nil
    stream.disposition = stream.disposition.filter { $0.value != 0 }
    return stream
  }
}

/// Decodes the media file behind descriptor 0.
package struct VerifyRequest: WorkerRequest, Equatable {
  package typealias Answer = Verification
  package static let name = "verify"
  package static let isRepeatable = true

  /// Decodes the whole file; else the first frame of each stream.
  package var everything: Bool
  package var deadlineMs: Int

  package init(everything: Bool, deadlineMs: Int) {
    self.everything = everything
    self.deadlineMs = deadlineMs
  }

  /// Leaves out libav's remarks, and of where it is silent, black or frozen all but the longest
  /// stretches, which is said in a warning.
  package static func shortened(_ answer: Verification) -> Verification? {
    var answer = answer
    let most = 50
    if let sound = answer.sound { answer.sound?.silences = sound.silences.longest(most) }
    if let picture = answer.picture {
      answer.picture?.black = picture.black.longest(most)
      answer.picture?.empty = picture.empty.longest(most)
      answer.picture?.frozen = picture.frozen.longest(most)
    }
    answer.warnings.removeAll { $0.code == "libav" }
    answer.warnings.append(
      ProbeWarning(
        code: "answer-cut",
        message: "libav's remarks and short spans were too long for an answer: left out"
      )
    )
    return answer
  }
}

/// Counts the audio samples that a listener hears of the file behind descriptor 0.
package struct DecodedAudioRequest: WorkerRequest, Equatable {
  package typealias Answer = DecodedAudio
  package static let name = "decoded-audio"
  package static let isRepeatable = true

  package var deadlineMs: Int

  package init(deadlineMs: Int = 60_000) { self.deadlineMs = deadlineMs }
}
