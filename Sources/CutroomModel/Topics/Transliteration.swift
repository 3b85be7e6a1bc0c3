/// Letters of European scripts in small ASCII letters.
enum Transliteration {
  /// The text in lower case with known letters replaced; apostrophes go, the rest stays.
  static func ascii(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar == "'" || scalar == "\u{2019}" { continue }
      if (0x300...0x36F).contains(scalar.value) { continue }
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let replacement = letters[scalar] {
        result += replacement
      } else {
        result += " "
      }
    }
    return result
  }

  private static let letters: [Unicode.Scalar: String] = {
    var letters: [Unicode.Scalar: String] = [:]
    for (plain, marked) in alphabets {
      for scalar in marked.unicodeScalars { letters[scalar] = plain }
    }
    return letters
  }()

  private static let alphabets: [(String, String)] = [
    ("a", "àáâãåāăąаα"), ("ae", "äæ"), ("b", "б"), ("c", "çćĉċč"), ("ch", "чχ"), ("d", "ďđðдδ"),
    ("e", "èéêëēĕėęěеэєεηέή"), ("f", "фφ"), ("g", "ĝğġģгґγ"), ("h", "ĥħх"),
    ("i", "ìíîïĩīĭįıиіїιίϊ"), ("j", "ĵй"), ("k", "ķкκ"), ("l", "ĺļľŀłлλ"), ("m", "мμ"),
    ("n", "ñńņňŉнν"), ("o", "òóôõøōŏőоοωόώ"), ("oe", "öœ"), ("p", "пπ"), ("ps", "ψ"),
    ("r", "ŕŗřрρ"), ("s", "śŝşšșсσς"), ("sh", "ш"), ("shch", "щ"), ("ss", "ß"), ("t", "ţťŧțтτ"),
    ("th", "þθ"), ("ts", "ц"), ("u", "ùúûũūŭůűųу"), ("ue", "ü"), ("v", "вβ"), ("w", "ŵ"),
    ("x", "ξ"), ("y", "ýÿŷыυύ"), ("ya", "я"), ("yo", "ё"), ("yu", "ю"), ("z", "źżžзζ"), ("zh", "ж"),
    ("", "ьъ"),
  ]
}
