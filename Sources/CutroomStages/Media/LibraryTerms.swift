import CutroomModel

/// What a file of the library is said to show, in stems.
struct LibraryTerms: Equatable {
  /// Each keyword as its stems.
  var keywords: [[String]]
  /// From the title and the names.
  var names: Set<String>
  /// From the folders it lies in.
  var folders: Set<String>

  init(_ file: LibraryFile, _ sidecar: LibrarySidecar, root: String, _ language: TextLanguage) {
    keywords = (sidecar.keywords ?? []).map { WordStem.stems(of: $0, language) }
      .filter { !$0.isEmpty }
    var names = Set(WordStem.stems(of: sidecar.title ?? "", language))
    var folders: Set<String> = []
    for path in file.paths {
      names.formUnion(WordStem.stems(of: Self.spaced(path.stem), language))
      let below = path.folder.dropFirst(root.count)
      for folder in below.split(separator: "/") where !Self.kinds.contains(folder.lowercased()) {
        folders.formUnion(WordStem.stems(of: Self.spaced(String(folder)), language))
      }
    }
    self.names = names
    self.folders = folders
  }

  /// Every stem, for counting how common each is.
  var all: Set<String> { names.union(folders).union(keywords.joined()) }

  /// Names are written with underscores, points and hyphens between words.
  private static func spaced(_ name: String) -> String {
    String(name.map { "_.-+".contains($0) ? " " : $0 })
  }

  /// Folders that say what kind of file lies in them, not what it shows.
  private static let kinds: Set<String> = [
    "pictures", "picture", "images", "image", "photos", "photo", "clips", "clip", "videos", "video",
    "footage", "library", "assets", "media",
  ]
}

/// What a segment talks about, in stems with weights.
struct SegmentTerms: Equatable {
  /// Words that are said weigh 1, those of its best phrases up to half more, those that only
  /// describe its topic a third.
  let weights: [String: Double]
  /// The stems of the text in order.
  let sequence: [String]

  init(text: String, phrases: [RefinedTopic.Phrase], _ language: TextLanguage) {
    sequence = WordStem.stems(of: text, language)
    var weights = Dictionary(sequence.map { ($0, 1.0) }) { first, _ in first }
    let said = Set(sequence)
    let highest = max(phrases.map(\.score).max() ?? 1, 0.001)
    for phrase in phrases {
      for stem in WordStem.stems(of: phrase.text, language) {
        let weight = said.contains(stem) ? 1 + 0.5 * phrase.score / highest : 0.35
        weights[stem] = max(weights[stem] ?? 0, weight)
      }
    }
    self.weights = weights
  }

  func says(_ phrase: [String]) -> Bool {
    guard let first = phrase.first, sequence.count >= phrase.count else { return false }
    return sequence.indices.dropLast(phrase.count - 1).contains {
      sequence[$0] == first && sequence[$0..<($0 + phrase.count)].elementsEqual(phrase)
    }
  }
}

/// How well a file of the library fits what a segment says.
///
/// A keyword's word counts 3, one of the title or name 2, one of a folder half; each counts once a
/// file, times the segment's weight for it, times how rare it is in the library
/// (1 + ln(files / files that have it)). A keyword of several words that stand side by side in the
/// text adds as much again as it has words. Below ``threshold`` a file does not fit.
struct MediaScore {
  static let threshold = 0.8
  private let rarity: [String: Double]

  init(library: [LibraryTerms]) {
    var counts: [String: Int] = [:]
    for terms in library { for stem in terms.all { counts[stem, default: 0] += 1 } }
    let total = naturalLogarithm(library.count)
    rarity = counts.mapValues { 1 + total - naturalLogarithm($0) }
  }

  func score(_ file: LibraryTerms, for segment: SegmentTerms) -> Double {
    var fields: [String: Double] = [:]
    for stem in file.names { fields[stem] = 2 }
    for stem in file.keywords.joined() { fields[stem] = 3 }
    var score = 0.0
    for stem in fields.keys.sorted() {
      score += fields[stem, default: 0] * weight(stem, segment)
    }
    for phrase in file.keywords where phrase.count > 1 && segment.says(phrase) {
      score += Double(phrase.count) * phrase.reduce(0) { $0 + weight($1, segment) }
    }
    // A folder alone is no reason to show a file.
    guard score > 0 else { return 0 }
    for stem in file.folders.sorted() where fields[stem] == nil {
      score += 0.5 * weight(stem, segment)
    }
    return score.inThousandths
  }

  private func weight(_ stem: String, _ segment: SegmentTerms) -> Double {
    (segment.weights[stem] ?? 0) * (rarity[stem] ?? 1)
  }
}
