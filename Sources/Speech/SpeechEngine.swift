private import CEspeak
package import CutroomModel

/// libespeak-ng with one voice, speaking synchronously into memory.
///
/// The library has one state for the whole process: one engine at a time, on one thread. What it
/// says is the same to the last bit only as the first words of a process, since its noise and
/// flutter run on from one text to the next.
package final class SpeechEngine {
  /// Samples a second of what `speak` returns.
  package let sampleRate: Int
  /// As `espeak-ng 1.51`.
  package let version: String
  private let voice: String

  /// Loads the engine's data and a voice, so that no file is opened later.
  ///
  /// Throws `unknown-voice`, or `speech-engine` where the data is missing.
  package init(voice: String) throws(WorkerFailure) {
    let library = try SpeechLibrary.start()
    sampleRate = library.sampleRate
    version = library.version
    self.voice = try VoiceCatalogue.read().identifier(of: voice)
    guard espeak_SetVoiceByName(self.voice) == EE_OK else {
      throw WorkerFailure(.speechEngine, "the speech engine cannot load the voice \(voice)")
    }
  }

  /// The engine and its version, without loading a voice.
  package static func installedVersion() throws(WorkerFailure) -> String {
    try SpeechLibrary.start().version
  }

  /// Speaks `tokens`: the sound, and when each token is heard.
  ///
  /// Throws `bad-speech-settings`, `nothing-to-say` and `speech-engine`.
  package func speak(
    _ tokens: [SpeechToken],
    settings: SpeechSettings
  ) throws(WorkerFailure) -> Speech {
    try apply(settings)
    let text = Utterance(tokens: tokens)
    guard
      text.text.unicodeScalars.contains(where: \.properties.isAlphabetic)
        || text.text.unicodeScalars.contains(where: { $0.properties.numericType != nil })
    else { throw WorkerFailure(.nothingToSay, "the text has no word to speak") }

    let recording = Recording()
    let bytes = Array(text.text.utf8CString)
    let outcome = withExtendedLifetime(recording) {
      espeak_Synth(
        bytes,
        bytes.count,
        0,
        POS_CHARACTER,
        0,
        UInt32(espeakCHARS_UTF8 | espeakENDPAUSE),
        nil,
        Unmanaged.passUnretained(recording).toOpaque()
      )
    }
    guard outcome == EE_OK, !recording.isOverfull, !recording.samples.isEmpty else {
      throw WorkerFailure(.speechEngine, "the speech engine could not speak the text")
    }
    return try Speech(tokens: tokens, text: text, recording: recording, sampleRate: sampleRate)
  }

  private func apply(_ settings: SpeechSettings) throws(WorkerFailure) {
    guard SpeechSettings.wordsPerMinuteRange.contains(settings.wordsPerMinute) else {
      let range = SpeechSettings.wordsPerMinuteRange
      throw WorkerFailure(
        .badSpeechSettings,
        "\(settings.wordsPerMinute) words a minute: \(range.lowerBound) to \(range.upperBound)"
      )
    }
    guard SpeechSettings.pitchRange.contains(settings.pitch) else {
      throw WorkerFailure(.badSpeechSettings, "pitch \(settings.pitch): 0 to 100")
    }
    espeak_SetSynthCallback(recordSpeech)
    espeak_SetParameter(espeakRATE, CInt(settings.wordsPerMinute), 0)
    espeak_SetParameter(espeakPITCH, CInt(settings.pitch), 0)
  }
}

/// Spoken text as samples, and when each token is heard in them.
package struct Speech {
  /// One channel.
  package let samples: [Int16]
  package let words: [SpokenWord]
  package let sentenceEndsMs: [Int]

  init(
    tokens: [SpeechToken],
    text: Utterance,
    recording: Recording,
    sampleRate: Int
  ) throws(WorkerFailure) {
    let samples = recording.samples
    let times = WordTimes(
      tokens: tokens,
      text: text,
      events: recording.events,
      durationMs: samples.count * 1000 / sampleRate
    ) { span in
      Self.audibleEnd(of: span, in: samples, sampleRate: sampleRate)
    }
    guard let times else {
      throw WorkerFailure(.speechEngine, "the text has more words than its sound milliseconds")
    }
    self.samples = samples
    words = times.words
    sentenceEndsMs = times.sentenceEndsMs
  }

  private static func audibleEnd(
    of span: Range<Int>,
    in samples: [Int16],
    sampleRate: Int
  ) -> Int {
    let start = min(span.lowerBound * sampleRate / 1000, samples.count)
    let end = min(span.upperBound * sampleRate / 1000, samples.count)
    guard start < end else { return span.upperBound }
    guard let last = samples[start..<end].lastIndex(where: { $0.magnitude > 64 }) else {
      return span.upperBound
    }
    return min(span.upperBound, (last + 1) * 1000 / sampleRate + 1)
  }
}
