private import CEspeak
import CutroomModel

/// The library's own start, once in a process.
struct SpeechLibrary {
  let sampleRate: Int
  let version: String

  static func start() throws(WorkerFailure) -> SpeechLibrary {
    guard let started else {
      throw WorkerFailure(
        .speechEngine,
        "the data of espeak-ng is missing (package espeak-ng-data)"
      )
    }
    return started
  }

  private static let started: SpeechLibrary? = {
    let options = CInt(espeakINITIALIZE_DONT_EXIT)
    let rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nil, options)
    guard rate > 0, let version = espeak_Info(nil) else { return nil }
    return SpeechLibrary(sampleRate: Int(rate), version: "espeak-ng \(String(cString: version))")
  }()
}
