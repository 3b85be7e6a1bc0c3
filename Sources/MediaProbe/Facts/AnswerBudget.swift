import CFFmpeg

/// How many more bytes of tags and chapters an answer may hold, which is one message of 64 kB.
struct AnswerBudget {
  private static let longestValue = 8192
  private static let longestKey = 256
  // What stands around a key and a value, and around a chapter.
  private static let framing = 6
  private static let chapter = 150

  private var left: Int
  /// Something was left out or cut.
  private(set) var isExceeded = false

  init(streamCount: Int) { left = streamCount <= 16 ? 30_000 : 12_000 }

  /// The tags of a file, stream or chapter; nil where there are none.
  mutating func tags(_ dictionary: OpaquePointer?) -> [String: String]? {
    var found: [String: String] = [:]
    var entry: UnsafeMutablePointer<AVDictionaryEntry>?
    while true {
      entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)
      guard let entry else { break }
      guard let key = string(entry.pointee.key), let value = string(entry.pointee.value) else {
        continue
      }
      let shownKey = cut(key, to: Self.longestKey)
      let shown = cut(value, to: Self.longestValue)
      guard take(Self.framing + Self.encodedLength(shownKey) + Self.encodedLength(shown)) else {
        continue
      }
      found[shownKey] = shown
    }
    return found.isEmpty ? nil : found
  }

  /// Whether there is room for a chapter, its tags apart.
  mutating func takeChapter() -> Bool { take(Self.chapter) }

  // MARK: -

  private mutating func take(_ bytes: Int) -> Bool {
    guard bytes <= left else {
      isExceeded = true
      return false
    }
    left -= bytes
    return true
  }

  private mutating func cut(_ text: String, to length: Int) -> String {
    guard text.utf8.count > length else { return text }
    isExceeded = true
    return String(decoding: text.utf8.prefix(length), as: UTF8.self)
  }

  /// Bytes of a text in JSON, where some take two and control characters six.
  private static func encodedLength(_ text: String) -> Int {
    text.utf8.reduce(0) { sum, byte in
      switch byte {
      case 0..<0x20: sum + 6
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): sum + 2
      default: sum + 1
      }
    }
  }
}
