/// An English abbreviation that is written with a full stop, in full words.
struct SpokenAbbreviation {
  let words: String
  /// Whether its stop may be that of the sentence too.
  let mayEndSentence: Bool

  /// Takes the run before a full stop; nil where it is no abbreviation.
  init?(_ core: String, _ place: SpokenPlace) {
    let key = core.lowercased()
    if let title = Self.title(core, key, place) {
      (words, mayEndSentence) = (title, false)
    } else if let words = Self.always[key] ?? Self.unit(core, key, place) ?? Acronym.dotted(core) {
      (self.words, mayEndSentence) = (words, true)
    } else {
      return nil
    }
  }

  /// What stands before a name, a number or a day, or in a date.
  private static func title(_ core: String, _ key: String, _ place: SpokenPlace) -> String? {
    if core.first?.isUppercase == true {
      if let month = SpokenDate.abbreviated[key] { return month }
      if key == "st" { return place.next?.first?.isUppercase == true ? "Saint" : "Street" }
      if let title = titles[key] { return title }
    }
    return place.next?.first?.isNumber == true ? beforeNumbers[key] : nil
  }

  private static func unit(_ core: String, _ key: String, _ place: SpokenPlace) -> String? {
    guard let previous = place.previous, previous.last?.isNumber == true else { return nil }
    return afterNumbers[key] ?? SpokenUnits.words(core, singular: previous == "1")
  }

  private static let always = [
    "e.g": "for example", "i.e": "that is", "etc": "et cetera", "vs": "versus",
    "approx": "approximately", "cf": "compare", "viz": "namely", "et al": "and others",
    "dept": "department", "est": "established", "inc": "incorporated", "ltd": "limited",
    "corp": "corporation", "bros": "brothers", "ca": "about",
  ]

  private static let titles = [
    "dr": "Doctor", "mr": "Mister", "mrs": "Missus", "ms": "Miz", "prof": "Professor",
    "gen": "General", "col": "Colonel", "capt": "Captain", "lt": "Lieutenant",
    "sgt": "Sergeant", "gov": "Governor", "sen": "Senator", "rep": "Representative",
    "rev": "Reverend", "hon": "Honorable", "pres": "President", "mt": "Mount", "jr": "Junior",
    "sr": "Senior", "co": "Company", "univ": "University", "ave": "Avenue", "blvd": "Boulevard",
    "rd": "Road",
  ]

  private static let beforeNumbers = [
    "no": "number", "nos": "numbers", "fig": "figure", "figs": "figures", "vol": "volume",
    "p": "page", "pp": "pages", "ch": "chapter", "sec": "section", "art": "article",
  ]

  private static let afterNumbers = [
    "a.m": "A.M", "p.m": "P.M", "in": "inches", "sq": "square", "hrs": "hours", "mins": "minutes",
  ]
}
