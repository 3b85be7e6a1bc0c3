import CutroomModel

/// Words cut down to what their forms share, so that `leaves` finds `leaf`.
enum WordStem {
  /// The stems of the words of a text that carry meaning, in order.
  static func stems(of text: String, _ language: TextLanguage) -> [String] {
    Words.split(text).filter { $0.hasLetter && !language.stopWords.contains($0.key) }
      .flatMap { $0.key.split { $0 == "-" || $0 == "'" } }
      .map { stem(String($0), language) }
      .filter { $0.count > 1 }
  }

  /// An English plural becomes the singular; other languages keep their words.
  static func stem(_ word: String, _ language: TextLanguage) -> String {
    guard language == .english, word.count > 3 else { return word }
    if let singular = irregular[word] { return singular }
    if word.hasSuffix("ies"), word.count > 4 { return String(word.dropLast(3)) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") { return word }
    return word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  private static let irregular = [
    "leaves": "leaf", "wolves": "wolf", "shelves": "shelf", "halves": "half", "knives": "knife",
    "lives": "life", "wives": "wife", "calves": "calf", "hooves": "hoof", "geese": "goose",
    "mice": "mouse", "teeth": "tooth", "feet": "foot", "children": "child", "people": "person",
    "women": "woman", "larvae": "larva", "fungi": "fungus", "species": "species",
    "series": "series", "news": "news", "clothes": "clothes", "potatoes": "potato",
    "tomatoes": "tomato", "mosquitoes": "mosquito", "buses": "bus", "gases": "gas",
  ]
}
