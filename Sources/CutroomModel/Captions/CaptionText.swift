/// Text measured and broken as captions need it.
enum CaptionText {
  /// A word in one line: control characters and line breaks become spaces.
  static func clean(_ text: String) -> String {
    let safe = text.unicodeScalars.map { scalar -> Character in
      let isBreak = scalar.value == 0x2028 || scalar.value == 0x2029
      let isControl = scalar.properties.generalCategory == .control
      return isBreak || isControl ? " " : Character(scalar)
    }
    return String(safe).split(separator: " ").joined(separator: " ")
  }

  /// Columns that text takes: two for a wide character, one for any other.
  static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  /// The words in at most `rules.lines` lines of about equal length; nil when they do not fit.
  static func lines(_ words: [String], _ rules: CaptionRules) -> [String]? {
    let text = words.joined(separator: " ")
    if columns(text) <= rules.lineLength { return [text] }
    guard rules.lines > 1, words.count > 1 else { return nil }
    var best: (lines: [String], cost: Int)?
    for cut in 1..<words.count {
      let first = words[..<cut].joined(separator: " ")
      let second = words[cut...].joined(separator: " ")
      let lengths = (columns(first), columns(second))
      guard max(lengths.0, lengths.1) <= rules.lineLength else { continue }
      // A lower line that is the longer one hides less of the picture.
      let slant = lengths.0 > lengths.1 ? 2 : 0
      let phrase = endsPhrase(words[cut - 1]) ? -8 : 0
      let tie = CaptionTies.tie(words[cut - 1], words[cut]) ? 40 : 0
      let cost = abs(lengths.0 - lengths.1) + slant + phrase + tie
      if cost < best?.cost ?? .max { best = ([first, second], cost) }
    }
    return best?.lines
  }

  static func endsSentence(_ word: String) -> Bool {
    guard let last = word.last(where: { !closing.contains($0) }) else { return false }
    return sentenceEnds.contains(last)
  }

  static func endsPhrase(_ word: String) -> Bool {
    guard let last = word.last(where: { !closing.contains($0) }) else { return false }
    return sentenceEnds.contains(last) || phraseEnds.contains(last)
  }

  /// The word in pieces that each fit a line.
  static func pieces(_ word: String, lineLength: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var width = 0
    for character in word {
      let columns = isWide(character) ? 2 : 1
      if width + columns > lineLength {
        pieces.append(piece)
        (piece, width) = ("", 0)
      }
      piece.append(character)
      width += columns
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }

  private static let closing: Set<Character> = ["\"", "'", "”", "’", ")", "]", "»", "」"]
  private static let sentenceEnds: Set<Character> = [".", "!", "?", "…", "。", "！", "？", "؟", "।"]
  private static let phraseEnds: Set<Character> = [",", ";", ":", "–", "—", "、", "，", "；", "،"]

  /// East Asian wide and full-width blocks, and pictographs.
  private static func isWide(_ character: Character) -> Bool {
    guard let first = character.unicodeScalars.first else { return false }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}
