/// A cursor over the characters of a written date.
struct DateReader {
  private let scalars: [Unicode.Scalar]
  private(set) var position = 0

  /// Reads at most the first 128 characters: no date is longer.
  init(_ text: some StringProtocol) {
    scalars = Array(text.unicodeScalars.prefix(128))
  }

  var isAtEnd: Bool { position >= scalars.count }

  /// Steps over `scalar`, in either case, where it is next.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard let next, next.asciiLowercase == scalar.asciiLowercase else { return false }
    position += 1
    return true
  }

  mutating func skipSpaces() {
    while let next, next.properties.isWhitespace { position += 1 }
  }

  /// Steps over what stands between the parts of a date.
  mutating func skipSeparators() {
    while let next, next.properties.isWhitespace || next == "," || next == "-" || next == "." {
      position += 1
    }
  }

  /// A number of exactly `digits` digits; nothing is taken where there are fewer.
  mutating func number(exactly digits: Int) -> Int? {
    let start = position
    var value = 0
    for _ in 0..<digits {
      guard let digit = takeDigit() else {
        position = start
        return nil
      }
      value = value * 10 + digit
    }
    return value
  }

  /// A number of one to `digits` digits.
  mutating func number(atMost digits: Int) -> Int? {
    guard var value = takeDigit() else { return nil }
    for _ in 1..<max(1, digits) {
      guard let digit = takeDigit() else { break }
      value = value * 10 + digit
    }
    return value
  }

  /// The digits after the decimal point as microseconds; finer ones are dropped.
  mutating func microseconds() -> Int? {
    guard let first = takeDigit() else { return nil }
    var value = first * 100_000
    var weight = 10_000
    while let digit = takeDigit() {
      value += digit * weight
      weight /= 10
    }
    return value
  }

  /// The letters that are next, in lower case; empty where there is none.
  mutating func word() -> String {
    let word = peekWord()
    position += word.unicodeScalars.count
    return word
  }

  func peekWord() -> String {
    var word = String.UnicodeScalarView()
    for scalar in scalars[min(position, scalars.count)...] {
      guard ("a"..."z").contains(scalar.asciiLowercase) else { break }
      word.append(scalar.asciiLowercase)
    }
    return String(word)
  }

  mutating func skipWord(among words: [String]) {
    let word = peekWord()
    if words.contains(word) { position += word.unicodeScalars.count }
  }

  private var next: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

  private mutating func takeDigit() -> Int? {
    guard let next, ("0"..."9").contains(next) else { return nil }
    position += 1
    return Int(next.value - 48)
  }
}

extension Unicode.Scalar {
  /// The scalar with an ASCII capital made small.
  var asciiLowercase: Unicode.Scalar {
    guard ("A"..."Z").contains(self) else { return self }
    return Unicode.Scalar(UInt8(value + 32))
  }
}
