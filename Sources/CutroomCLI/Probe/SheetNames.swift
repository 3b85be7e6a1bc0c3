import CutroomModel

/// Names of the pictures that are made of media files, no two the same in one run.
struct SheetNames {
  /// A picture of a media file.
  enum Kind: String, CaseIterable, Sendable {
    case sheet = "sheet.jpg"
    case waveform = "waveform.png"
    case spectrogram = "spectrogram.png"
  }

  private var taken: Set<String> = []

  /// The pictures worth making of a file, with their names: `clip.mp4.sheet.jpg`, and for another
  /// file of that name `clip.mp4-2.sheet.jpg`.
  mutating func pictures(of path: String, _ facts: MediaFacts) -> [(kind: Kind, name: String)] {
    let name = String(path.split(separator: "/").last ?? "file")
    var base = name
    var number = 1
    while !taken.insert(base).inserted {
      number += 1
      base = "\(name)-\(number)"
    }
    return Self.kinds(facts).map { ($0, "\(base).\($0.rawValue)") }
  }

  private static func kinds(_ facts: MediaFacts) -> [Kind] {
    switch facts.kind {
    case .audio: [.waveform, .spectrogram]
    case .image, .animatedImage: [.sheet]
    case .video: facts.hasAudio ? Kind.allCases : [.sheet]
    }
  }
}
