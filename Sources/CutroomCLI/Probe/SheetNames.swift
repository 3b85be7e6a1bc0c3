import CutroomModel

/// Names of the pictures that are made of media files, no two the same in one run.
struct SheetNames {
  /// A picture of a media file.
  enum Kind: String, CaseIterable, Sendable {
    case sheet = "sheet.jpg"
    case waveform = "waveform.png"
    case spectrogram = "spectrogram.png"
  }

  /// Bytes that a file's own name may have in that of its picture; a name has at most 255.
  private static let longest = 200

  private var taken: Set<String> = []

  /// The pictures worth making of a file, with their names: `clip.mp4.sheet.jpg`, and for another
  /// file of that name `clip.mp4-2.sheet.jpg`.
  mutating func pictures(of path: String, _ facts: MediaFacts) -> [(kind: Kind, name: String)] {
    var name = path.split(separator: "/").last ?? "file"
    while name.utf8.count > Self.longest { name.removeLast() }
    var base = String(name)
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
