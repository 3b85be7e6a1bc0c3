/// A word of a text.
package struct Word: Hashable, Sendable {
  /// As it stands in the text.
  package var text: String
  /// In lower case with a straight apostrophe, for comparing.
  package var key: String
  /// Whether punctuation or the start of the text stands before it, rather than only space.
  package var startsPhrase: Bool

  /// Whether it has a letter: numbers and times have none.
  package var hasLetter: Bool { key.unicodeScalars.contains { $0.properties.isAlphabetic } }
}

/// Splitting text into words.
package enum Words {
  /// The words in order: runs of letters, marks and digits, with the apostrophes and hyphens
  /// inside them (`don't`, `well-known`) and the points and commas inside numbers (`3.5`).
  package static func split(_ text: some StringProtocol) -> [Word] {
    let scalars = Array(text.unicodeScalars)
    var words: [Word] = []
    var startsPhrase = true
    var index = 0
    while index < scalars.count {
      guard scalars[index].startsWord else {
        startsPhrase = startsPhrase || !isPlainSpace(scalars[index])
        index += 1
        continue
      }
      let start = index
      while index < scalars.count, continuesWord(scalars, at: index) { index += 1 }
      words.append(word(scalars[start..<index], startsPhrase: startsPhrase))
      startsPhrase = false
    }
    return words
  }

  private static func word(_ scalars: ArraySlice<Unicode.Scalar>, startsPhrase: Bool) -> Word {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let written = String(text)
    let key = String(written.lowercased().map { $0 == "\u{2019}" ? "'" : $0 })
    return Word(text: written, key: key, startsPhrase: startsPhrase)
  }

  private static func continuesWord(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let scalar = scalars[index]
    if scalar.isWordPart { return true }
    guard index > 0, index + 1 < scalars.count else { return false }
    let (before, after) = (scalars[index - 1], scalars[index + 1])
    switch scalar {
    case "'", "\u{2019}", "-", "\u{2010}", "\u{2011}": return before.isWordPart && after.isWordPart
    case ".", ",": return before.isDigit && after.isDigit
    default: return false
    }
  }

  /// A line break separates as punctuation does.
  private static func isPlainSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace && scalar != "\n" && scalar != "\r"
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { ("0"..."9").contains(self) }

  /// Whether a word may begin with it; a mark, such as the one that colours an emoji, only follows.
  var startsWord: Bool {
    if isASCII { return isWordPart }
    return switch properties.generalCategory {
    case .nonspacingMark, .spacingMark: false
    default: isWordPart
    }
  }

  var isWordPart: Bool {
    if isASCII { return isDigit || ("a"..."z").contains(asciiLowercase) }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber:
      return true
    default: return false
    }
  }
}
