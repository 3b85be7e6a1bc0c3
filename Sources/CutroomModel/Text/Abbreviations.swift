/// Words that are written with a full stop which seldom ends a sentence; keys without the last
/// stop, in lower case.
enum Abbreviations {
  /// Whether the stop after `word` belongs to it, where `follower` comes next; nil where the word
  /// says nothing about that.
  static func holdsStop(_ word: String, follower: String, _ language: TextLanguage) -> Bool? {
    let key = word.lowercased()
    if always.contains(key) || byLanguage[language]?.contains(key) == true { return true }
    if titles.contains(key) || titlesByLanguage[language]?.contains(key) == true {
      return word.first?.isUppercase == true ? true : nil
    }
    if beforeNumbers.contains(key) { return follower.first?.isNumber == true ? true : nil }
    return atTimes.contains(key) ? follower.first?.isUppercase != true : nil
  }

  /// Those that another word always follows.
  private static let always: Set<String> = ["vs", "cf", "al", "ca", "approx", "e.g", "i.e", "viz"]

  /// Those that stand before a name, or months, and are other words in small letters.
  private static let titles: Set<String> = [
    "dr", "mr", "mrs", "ms", "prof", "st",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
  ]

  private static let beforeNumbers: Set<String> = [
    "no", "nos", "nr", "n", "fig", "figs", "vol", "vols", "p", "pp", "art", "sec", "chap", "cap",
    "núm", "pág", "pag", "blz", "abb", "bd", "s", "abs", "v",
  ]

  /// Those that end a sentence when a capital follows.
  private static let atTimes: Set<String> = [
    "etc", "a.m", "p.m", "inc", "ltd", "co", "corp", "jr", "sr", "bros", "ph.d", "b.c", "a.d",
    "usw", "ecc", "cia", "enz", "max", "min", "mio", "mrd", "ft", "oz", "lb", "km", "kg", "cm",
  ]

  private static let titlesByLanguage: [TextLanguage: Set<String>] = [
    .english: [
      "gen", "col", "lt", "capt", "sgt", "maj", "cmdr", "adm", "rev", "hon", "gov", "sen", "rep",
      "pres", "supt", "messrs", "mt", "dept", "univ",
    ],
    .german: ["hr", "fr", "frl"],
    .french: ["m", "mm", "mme", "mlle", "mgr"],
    .spanish: ["sr", "sra", "srta", "sres", "ud", "uds", "dña"],
    .italian: ["sig", "sig.ra", "dott", "dott.ssa", "avv", "ing", "on"],
    .dutch: ["dhr", "mevr", "mw"],
    .portuguese: ["sr", "sra", "dra", "exmo", "eng", "profa"],
  ]

  private static let byLanguage: [TextLanguage: Set<String>] = [
    .german: [
      "z.b", "d.h", "u.a", "bzw", "bspw", "evtl", "ggf", "inkl", "exkl", "sog", "vgl", "mind",
      "geb", "gest", "rd",
    ],
    .french: ["p.ex", "env", "av", "réf", "tél"],
    .spanish: ["p.ej", "ee.uu"],
    .italian: ["p.es"],
    .dutch: ["bijv", "d.w.z", "o.a", "m.a.w", "t.o.v", "incl"],
    .portuguese: ["p.ex"],
  ]
}
