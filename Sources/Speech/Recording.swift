import CEspeak

/// What the engine has said so far.
final class Recording {
  private(set) var samples: [Int16] = []
  private(set) var events: [SpeechEvent] = []
  private(set) var isOverfull = false

  /// Takes a block; false once it is more than an hour and the engine is to stop.
  func append(_ block: UnsafeBufferPointer<Int16>) -> Bool {
    samples.append(contentsOf: block)
    isOverfull = samples.count > 3600 * 22_050
    return !isOverfull
  }

  func append(_ event: espeak_EVENT) {
    switch event.type {
    case espeakEVENT_WORD:
      // Positions count characters from 1.
      events.append(
        .word(offset: max(0, Int(event.text_position) - 1), ms: Int(event.audio_position))
      )
    case espeakEVENT_SENTENCE: events.append(.sentence)
    default: break
    }
  }
}

/// Called by the engine, on the thread that speaks, with each block of sound.
func recordSpeech(
  _ block: UnsafeMutablePointer<Int16>?,
  _ count: CInt,
  _ events: UnsafeMutablePointer<espeak_EVENT>?
) -> CInt {
  guard var event = events, let owner = event.pointee.user_data else { return 0 }
  let recording = Unmanaged<Recording>.fromOpaque(owner).takeUnretainedValue()
  while event.pointee.type != espeakEVENT_LIST_TERMINATED {
    recording.append(event.pointee)
    event += 1
  }
  guard let block, count > 0 else { return 0 }
  return recording.append(UnsafeBufferPointer(start: block, count: Int(count))) ? 0 : 1
}
