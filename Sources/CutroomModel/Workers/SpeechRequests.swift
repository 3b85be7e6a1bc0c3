/// Speaks tokens into an MP3, written to descriptor 0; the voice is the worker's own.
package struct SpeakRequest: WorkerRequest, Equatable {
  package typealias Answer = SpokenAudio
  package static let name = "speak"
  package static let isRepeatable = true

  package var tokens: [SpeechToken]
  package var settings: SpeechSettings

  package init(tokens: [SpeechToken], settings: SpeechSettings = SpeechSettings()) {
    self.tokens = tokens
    self.settings = settings
  }
}

/// Lists the voices that the speech engine has.
package struct VoicesRequest: WorkerRequest, Equatable {
  package typealias Answer = VoiceList
  package static let name = "voices"
  package static let isRepeatable = true

  package init() {}
}

/// One word as a reader sees it, and as the engine is to say it.
package struct SpeechToken: Codable, Hashable, Sendable {
  package var display: String
  package var spoken: String

  package init(display: String, spoken: String) {
    self.display = display
    self.spoken = spoken
  }
}

/// How a voice speaks.
package struct SpeechSettings: Codable, Hashable, Sendable {
  package static let wordsPerMinuteRange = 80...450
  package static let pitchRange = 0...100

  /// 80 to 450.
  package var wordsPerMinute: Int
  /// 0 to 100, 50 is the voice's own.
  package var pitch: Int

  package init(wordsPerMinute: Int = 160, pitch: Int = 50) {
    self.wordsPerMinute = wordsPerMinute
    self.pitch = pitch
  }
}

/// A displayed word and when it is heard.
package struct SpokenWord: Codable, Hashable, Sendable {
  package var text: String
  package var startMs: Int
  package var endMs: Int

  package init(text: String, startMs: Int, endMs: Int) {
    self.text = text
    self.startMs = startMs
    self.endMs = endMs
  }
}

/// What was spoken; times are relative to the decoded audio.
package struct SpokenAudio: Codable, Hashable, Sendable {
  /// Every token once, in order, never overlapping, each at least 1 ms long and inside the audio.
  package var words: [SpokenWord]
  /// Where sentences end, in milliseconds.
  package var sentenceEndsMs: [Int]
  /// The length of the audio, from its decoded samples.
  package var durationUs: Int64
  package var samples: Int64
  package var sampleRate: Int
  /// The engine and its version, as `espeak-ng 1.51`.
  package var engine: String

  package init(
    words: [SpokenWord],
    sentenceEndsMs: [Int],
    durationUs: Int64,
    samples: Int64,
    sampleRate: Int,
    engine: String
  ) {
    self.words = words
    self.sentenceEndsMs = sentenceEndsMs
    self.durationUs = durationUs
    self.samples = samples
    self.sampleRate = sampleRate
    self.engine = engine
  }
}

/// The voices of the speech engine.
package struct VoiceList: Codable, Hashable, Sendable {
  package var engine: String
  package var voices: [Voice]

  package init(engine: String, voices: [Voice]) {
    self.engine = engine
    self.voices = voices
  }
}

/// A voice of the speech engine.
package struct Voice: Codable, Hashable, Sendable {
  /// The name to ask for it by: a language tag, as `en-us`.
  package var name: String
  /// The name for people, as "English (America)".
  package var title: String
  /// Every language it speaks.
  package var languages: [String]
  /// The engine's file of it, as `gmw/en-US`, which is a name to ask for it by too.
  package var identifier: String

  package init(name: String, title: String, languages: [String], identifier: String) {
    self.name = name
    self.title = title
    self.languages = languages
    self.identifier = identifier
  }
}

extension WorkerFailure.Code {
  /// The speech engine has no voice of that name.
  package static let unknownVoice = WorkerFailure.Code(rawValue: "unknown-voice")
  /// A rate or pitch that the engine does not have.
  package static let badSpeechSettings = WorkerFailure.Code(rawValue: "bad-speech-settings")
  /// There is no word to speak.
  package static let nothingToSay = WorkerFailure.Code(rawValue: "nothing-to-say")
  /// The speech engine or its data is missing or failed.
  package static let speechEngine = WorkerFailure.Code(rawValue: "speech-engine")
}
