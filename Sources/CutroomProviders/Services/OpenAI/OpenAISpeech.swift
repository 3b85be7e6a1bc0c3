import CutroomModel

/// Speech: `POST {base}/audio/speech` of the OpenAI API and of what is compatible.
enum OpenAISpeech {
  static let path = "/audio/speech"
  /// Characters of one line.
  static let longestInput = 4096
  /// Thousandths of the voice's own speed.
  static let speeds = 250...4000

  static func body(_ job: SpeechJob, for service: String) throws(ProviderFault) -> JSONValue {
    guard job.text.count <= longestInput else {
      throw ProviderFault(
        .invalidInput,
        "\(service) speaks \(longestInput) characters at once, and the line has \(job.text.count)"
      )
    }
    guard speeds.contains(job.speed) else {
      throw ProviderFault(.invalidInput, "\(service) speaks at a speed of 0.25 to 4 only")
    }
    guard SoundForm(rawValue: job.format) != nil else {
      let all = SoundForm.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProviderFault(.invalidInput, "\(service) writes \(all), not \(job.format)")
    }
    var body: JSONValue = [
      "model": .string(job.model), "input": .string(job.text), "voice": .string(job.voice),
      "response_format": .string(job.format),
    ]
    if job.speed != 1000 { body["speed"] = .number(Double(job.speed) / 1000) }
    return body
  }
}

/// Forms of sound that a speech service writes.
enum SoundForm: String, CaseIterable, Sendable {
  case mp3, opus, aac, flac, wav

  /// Whether a file that begins like this is of the form.
  func fits(_ start: [UInt8]) -> Bool {
    switch self {
    case .mp3: start.starts(with: Array("ID3".utf8)) || hasFrame(start, layers: 1...3)
    case .aac: hasFrame(start, layers: 0...0)
    case .opus: start.starts(with: Array("OggS".utf8))
    case .flac: start.starts(with: Array("fLaC".utf8))
    case .wav:
      start.starts(with: Array("RIFF".utf8)) && start.dropFirst(8).starts(with: Array("WAVE".utf8))
    }
  }

  /// The head of an MPEG audio frame (ISO 11172-3), whose layer is 0 in an ADTS one.
  private func hasFrame(_ start: [UInt8], layers: ClosedRange<UInt8>) -> Bool {
    start.count > 1 && start[0] == 0xFF && start[1] & 0xE0 == 0xE0
      && layers.contains(start[1] >> 1 & 3)
  }
}
