import CutroomModel
import CutroomStore

/// The entries that words of a command name.
enum CacheKeys {
  static let positional = Positional(
    "KEY",
    help: "KIND/HASH of an entry, or at least 8 of the first digits of its HASH",
    isRepeated: true
  )

  /// The same where an option may stand for them.
  static let optional = Positional(
    positional.name,
    help: positional.help,
    isOptional: true,
    isRepeated: true
  )

  private static let mostNamed = 5

  /// The keys, each once, in the order of the words.
  ///
  /// Throws a `Fault` for the first word that is none, fits no entry or several, before anything is
  /// done.
  static func find(_ words: [String], in cache: Cache) throws -> [CacheKey] {
    let patterns = try words.map { word in
      guard let pattern = CacheKeyPattern(word) else { throw malformed(word) }
      return (word, pattern)
    }
    if patterns.isEmpty { return [] }
    let known = try cache.list().map(\.key)
    var seen: Set<CacheKey> = []
    return try patterns.map { word, pattern in
      let found = known.filter(pattern.matches)
      guard let first = found.first else { throw unknown(word) }
      if found.count > 1 { throw ambiguous(word, found) }
      return first
    }.filter { seen.insert($0).inserted }
  }

  private static func malformed(_ word: String) -> Fault {
    Fault(
      .usage,
      "malformed-key",
      "\"\(word)\" is no key of the cache",
      hint: "A key is media/HASH, tts/HASH or items/HASH, or at least "
        + "\(CacheKeyPattern.fewestDigits) of the first digits (0-9, a-f) of HASH; "
        + "`cutroom cache list` shows them."
    )
  }

  private static func unknown(_ word: String) -> Fault {
    Fault(
      .usage,
      "unknown-key",
      "the cache has no entry \(word)",
      hint: "`cutroom cache list` shows what is there."
    )
  }

  private static func ambiguous(_ word: String, _ keys: [CacheKey]) -> Fault {
    let shown = keys.prefix(mostNamed).map(\.description).joined(separator: ", ")
    let more = keys.count > mostNamed ? ", and \(keys.count - mostNamed) more" : ""
    return Fault(
      .usage,
      "ambiguous-key",
      "\(word) fits \(keys.count) entries",
      hint: "Type more of the one that is meant: \(shown)\(more)"
    )
  }
}
