/// Holds back the samples beyond the place where a file's edit list ends its sound.
///
/// So few that they can be an encoder's padding are not played; more of them are no padding, and
/// all are let through.
struct EndTrim {
  private static let mostPadding: Int64 = 4096

  private var end: Int64?
  private var passed: Int64 = 0
  private var held: [Float] = []
  private var heldFrames: Int64 = 0

  /// `end` counts samples of one channel; nil lets everything through.
  init(end: Int64?) { self.end = end }

  /// The samples that are played for certain, `samples` being the next interleaved ones.
  mutating func pass(_ samples: [Float], channels: Int) -> [Float] {
    let frames = Int64(samples.count / channels)
    guard let end, passed + heldFrames + frames > end else {
      passed += frames
      return samples
    }
    let room = max(0, min(frames, end - passed))
    let cut = Int(room) * channels
    held += samples[cut...]
    heldFrames += frames - room
    passed += room
    guard heldFrames > Self.mostPadding else { return Array(samples[..<cut]) }
    return Array(samples[..<cut]) + release()
  }

  /// How many samples of one channel are played.
  var played: Int64 { passed }

  private mutating func release() -> [Float] {
    defer { held = [] }
    passed += heldFrames
    heldFrames = 0
    end = nil
    return held
  }
}
