import CutroomModel
import CutroomSystem
import CutroomWorkers

/// Tells by its bytes whether a file is what it was said to be, and whole.
struct MediaCheck {
  let media: MediaWorkers

  /// Why a file is not taken.
  struct Unfit: Error {
    let reason: String
    /// Whether the end of it is missing.
    var isCut = false
  }

  /// The ending that the bytes ask for.
  ///
  /// Throws `Unfit`, or `WorkerFailure` where it could not be looked at.
  func ending(of file: borrowing Descriptor, _ kind: FoundKind, name: String) throws -> String {
    do {
      let facts = try media.probe(file, path: name)
      if let unfit = Self.judge(facts, kind) { throw unfit }
      // A clip takes as long to decode as it has pictures; the import looks at it again.
      let everything = kind != .video
      let verification = try media.verify(file, path: name, everything: everything)
      guard verification.decodes else {
        throw Unfit(reason: "it cannot be decoded")
      }
      guard let ending = MediaEnding.of(facts.format.formatName, facts.cutroom.kind) else {
        throw Unfit(reason: "\(facts.format.formatName) is a format that is not used")
      }
      return ending
    } catch let failure as WorkerFailure {
      if failure.saysNothingOfTheFile { throw failure }
      throw Unfit(reason: failure.message, isCut: failure.code.rawValue == "truncated")
    }
  }

  /// What is wrong with a file by what was measured of it.
  static func judge(_ facts: ProbeFacts, _ kind: FoundKind) -> Unfit? {
    let facts = facts.cutroom
    if facts.truncated { return Unfit(reason: "it is cut short", isCut: true) }
    let isShown = (facts.displayWidth ?? 0) > 0 && (facts.displayHeight ?? 0) > 0
    switch (kind, facts.kind) {
    case (.image, .image): return isShown ? nil : Unfit(reason: "it has no picture")
    case (.video, .video):
      guard isShown else { return Unfit(reason: "it has no picture") }
      return (facts.durationUs ?? 0) > 0 ? nil : Unfit(reason: "it has no length")
    case (.music, _) where facts.hasAudio: return nil
    default: return Unfit(reason: "it is \(words(facts.kind)), not \(kind.words)")
    }
  }

  private static func words(_ kind: MediaKind) -> String {
    switch kind {
    case .video: "a clip"
    case .audio: "sound"
    case .image: "a picture"
    case .animatedImage: "an animated picture"
    }
  }
}

extension FoundKind {
  fileprivate var words: String {
    switch self {
    case .image: "a picture"
    case .video: "a clip"
    case .music: "music"
    }
  }
}
