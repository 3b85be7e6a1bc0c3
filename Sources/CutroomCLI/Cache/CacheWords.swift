import CutroomModel
import CutroomStore

/// What several commands say of the cache.
enum CacheWords {
  static let part = Positional(
    "PART",
    help: "media, tts or items",
    isOptional: true,
    choices: CacheKind.allCases.map(\.rawValue)
  )

  /// The part of the cache that a word names; nil where it was left out.
  static func part(_ arguments: Arguments) throws(UsageError) -> CacheKind? {
    guard let word = arguments[part] else { return nil }
    guard let kind = CacheKind(rawValue: word) else {
      throw .other("the cache has no part \"\(word)\"", hint: "There are media, tts and items.")
    }
    return kind
  }

  static func entries(_ count: Int) -> String { count == 1 ? "1 entry" : "\(count) entries" }

  /// Kind and digits enough to tell an entry from others.
  static func short(_ key: CacheKey) -> String { "\(key.kind.rawValue)/\(key.digest.short)" }

  static func json(_ keys: [CacheKey]) -> JSONValue {
    .array(keys.map { .string($0.description) })
  }

  static func json(_ part: CacheStatistics.Part) -> JSONValue {
    ["entries": .integer(Int64(part.entries)), "bytes": .integer(part.bytes)]
  }

  /// To the second.
  static func time(_ microseconds: Int64) -> String {
    Instant(microseconds: microseconds / 1_000_000 * 1_000_000).iso8601
  }
}
