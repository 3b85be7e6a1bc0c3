/// The ids of topics: names of files and parts of other ids.
package enum TopicID {
  /// An id that is the same whenever the same story is met: at most 41 characters of the title in
  /// ASCII, a hyphen, and 8 hexadecimal digits of `identity`'s hash.
  ///
  /// It keeps to `[a-z0-9][a-z0-9-]*`, is at most 50 bytes long and never `tags`. The hash is
  /// FNV-1a of 64 bits, its halves combined by exclusive or: it tells stories apart and protects
  /// nothing.
  package static func make(title: String, identity: String) -> String {
    let slug = slug(title)
    return (slug.isEmpty ? "topic" : slug) + "-" + hash(identity)
  }

  /// The title's words in ASCII, as many as fit, with hyphens between; empty where it has none.
  static func slug(_ title: String) -> String {
    var slug = ""
    for word in Transliteration.ascii(title).split(whereSeparator: { !$0.isSlugPart }) {
      if slug.isEmpty {
        slug = String(word.prefix(longestSlug))
      } else if slug.utf8.count + 1 + word.utf8.count <= longestSlug {
        slug += "-" + word
      } else {
        break
      }
    }
    return slug
  }

  /// The part of an id that tells its story from others.
  static func hash(in id: String) -> Substring { id.suffix(8) }

  static func hash(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let folded = UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static let longestSlug = 41
}

extension Character {
  fileprivate var isSlugPart: Bool { ("a"..."z").contains(self) || ("0"..."9").contains(self) }
}
