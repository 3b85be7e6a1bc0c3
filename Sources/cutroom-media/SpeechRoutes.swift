import CutroomModel
import MediaMaker
import Speech

/// The requests that the speech engine answers; its data is read when these are made.
enum SpeechRoutes {
  /// Speaks with `voice`; where there is no such voice, every request is told so.
  static func speaking(voice: String) -> (inout WorkerRoutes) -> Void {
    let engine = Result { () throws(WorkerFailure) in try SpeechEngine(voice: voice) }
    return { routes in
      routes.on(SpeakRequest.self, descriptors: 1) { request, files in
        try speak(request, with: engine.get(), to: files[0])
      }
    }
  }

  static func listing() -> (inout WorkerRoutes) -> Void {
    let list = Result { () throws(WorkerFailure) in
      VoiceList(
        engine: try SpeechEngine.installedVersion(),
        voices: try VoiceCatalogue.read().voices
      )
    }
    return { routes in
      routes.on(VoicesRequest.self, descriptors: 0) { _, _ in try list.get() }
    }
  }

  private static func speak(
    _ request: SpeakRequest,
    with engine: SpeechEngine,
    to file: CInt
  ) throws -> SpokenAudio {
    let speech = try engine.speak(request.tokens, settings: request.settings)
    let writer = try MP3Writer(to: file, sampleRate: engine.sampleRate, channels: 1, quality: 2)
    try speech.samples.withUnsafeBufferPointer { samples in try writer.write(samples) }
    try writer.finish()
    let heard = try decodedAudio(of: file)
    guard heard.samples >= Int64(speech.samples.count), heard.sampleRate == engine.sampleRate else {
      throw WorkerFailure(
        .system,
        "the mp3 plays \(heard.samples) samples of \(speech.samples.count) that were spoken"
      )
    }
    return SpokenAudio(
      words: speech.words,
      sentenceEndsMs: speech.sentenceEndsMs,
      durationUs: heard.durationUs,
      samples: heard.samples,
      sampleRate: heard.sampleRate,
      engine: engine.version
    )
  }
}
