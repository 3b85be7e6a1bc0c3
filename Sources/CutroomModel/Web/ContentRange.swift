/// `Content-Range: bytes …`: RFC 9110, section 14.4.
package struct ContentRange: Hashable, Sendable {
  /// The first byte and the last; nil where none are sent.
  package let bytes: ClosedRange<Int64>?
  /// Of the whole; nil where the server does not know.
  package let total: Int64?

  /// Reads `bytes 5-9/10`, `bytes 5-9/*` and `bytes */10`; nil for anything else.
  package init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
    let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    total = Self.number(parts[1])
    guard total != nil || parts[1] == "*" else { return nil }
    if parts[0] == "*" {
      bytes = nil
      return
    }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]),
      first <= last, total.map({ last < $0 }) ?? true
    else { return nil }
    bytes = first...last
  }

  private static func number(_ text: Substring) -> Int64? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
  }
}

extension WebReply {
  package var contentRange: ContentRange? {
    headers["content-range"].flatMap { ContentRange($0) }
  }
}
