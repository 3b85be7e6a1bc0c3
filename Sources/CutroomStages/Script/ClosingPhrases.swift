import CutroomModel

/// How a language says where a story comes from.
struct ClosingPhrases {
  let source: String
  let story: String
  let by: String
  let and: String

  static func of(_ language: TextLanguage) -> ClosingPhrases {
    switch language {
    case .english:
      ClosingPhrases(source: "Source", story: "This story comes from", by: "by", and: "and")
    case .german:
      ClosingPhrases(source: "Quelle", story: "Diese Geschichte stammt von", by: "von", and: "und")
    case .french:
      ClosingPhrases(source: "Source", story: "Cette histoire vient de", by: "par", and: "et")
    case .spanish:
      ClosingPhrases(source: "Fuente", story: "Esta historia viene de", by: "por", and: "y")
    case .italian:
      ClosingPhrases(source: "Fonte", story: "Questa storia viene da", by: "di", and: "e")
    case .dutch:
      ClosingPhrases(source: "Bron", story: "Dit verhaal komt van", by: "door", and: "en")
    case .portuguese:
      ClosingPhrases(source: "Fonte", story: "Esta história vem de", by: "por", and: "e")
    }
  }

  func story(from names: String, by author: String?) -> String {
    "\(story) \(names)" + (author.map { ", \(by) \($0)" } ?? "")
  }

  func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) \(and) \(last)"
  }
}
