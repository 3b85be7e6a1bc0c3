/// A line to be spoken, with everything that changes how it sounds.
package struct SpeechRequest: CacheRequest, Equatable {
  package static var kind: CacheKind { .tts }

  package var provider: String
  package var model: String
  package var modelVersion: String
  package var voice: String
  /// A language tag, for voices that speak several; empty where the voice tells.
  package var language: String
  /// Thousandths of the voice's own speed.
  package var speed: Int
  /// Hundredths of a semitone above the voice's own pitch.
  package var pitch: Int
  /// The ending of the file that is wanted, such as `mp3`.
  package var format: String
  /// Samples a second.
  package var sampleRate: Int
  /// What tells one pronunciation dictionary from another; empty where there is none.
  package var dictionary: String
  /// The words as the provider gets them, normalised.
  package var text: String
  /// The version of the code that asks the provider.
  package var adapter: Int

  /// Throws where a part is missing without which no voice speaks.
  package init(
    provider: String,
    model: String,
    modelVersion: String = "",
    voice: String,
    language: String = "",
    speed: Int = 1000,
    pitch: Int = 0,
    format: String,
    sampleRate: Int,
    dictionary: String = "",
    text: String,
    adapter: Int
  ) throws(CacheRequestFault) {
    try CacheRequestFault.require(
      ["provider": provider, "model": model, "voice": voice, "format": format, "text": text]
    )
    self.provider = provider
    self.model = model
    self.modelVersion = modelVersion
    self.voice = voice
    self.language = language
    self.speed = speed
    self.pitch = pitch
    self.format = format
    self.sampleRate = sampleRate
    self.dictionary = dictionary
    self.text = text
    self.adapter = adapter
  }

  package var parts: JSONValue {
    [
      "provider": .string(provider), "model": .string(model),
      "modelVersion": .string(modelVersion), "voice": .string(voice),
      "language": .string(language),
      "speed": .integer(Int64(speed)), "pitch": .integer(Int64(pitch)),
      "format": .string(format), "sampleRate": .integer(Int64(sampleRate)),
      "dictionary": .string(dictionary), "text": .string(text),
      "adapter": .integer(Int64(adapter)),
    ]
  }
}
