/// A data file of an entry.
package struct CacheFile: Equatable, Sendable {
  /// Lower-case letters and digits, such as `mp3`.
  package let ending: String
  package let size: Int64
  package let sha256: Digest

  /// Nil where the ending is none, or the size no size.
  package init?(ending: String, size: Int64, sha256: Digest) {
    guard Self.isEnding(ending), size >= 0 else { return nil }
    self.ending = ending
    self.size = size
    self.sha256 = sha256
  }

  /// Letters enough for every format, and no dot or slash.
  package static func isEnding(_ text: String) -> Bool {
    (1...16).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
  }

  /// The name of the file at `place` of an entry: `data.<ending>`, then `data-1.<ending>`.
  package static func name(at place: Int, ending: String) -> String {
    place == 0 ? "data.\(ending)" : "data-\(place).\(ending)"
  }
}
