import CutroomModel

/// Looks at the first bytes for what libav would misname: pages, texts, playlists, nothing at all.
enum Sniff {
  static let length = 512

  /// The reason why a file that starts with `head` is no media; nil when libav may try.
  static func failure(head: [UInt8], size: Int64) -> ProbeFailure? {
    guard size > 0 else { return ProbeFailure(.empty, "the file is empty (0 bytes)") }
    guard !head.isEmpty else { return ProbeFailure(.unreadable, "the file cannot be read") }
    guard head.contains(where: { $0 != 0 }) || size > Int64(length) else {
      return ProbeFailure(.notMedia, "the file holds only zero bytes")
    }
    return isText(head) ? textFailure(head, size: size) : nil
  }

  private static func textFailure(_ head: [UInt8], size: Int64) -> ProbeFailure? {
    let text = String(decoding: head, as: UTF8.self)
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
      .lowercased()
    if isPlainTextImage(text) { return nil }
    if starts(text, with: ["id3", "fws", "riff", "ogg"]) {
      return ProbeFailure(.damaged, "only \(size) bytes are there, no more than a media header")
    }
    if starts(text, with: ["#extm3u", "ffconcat", "v=0", "[playlist]", "<mpd", "<smil", "<asx"]) {
      return ProbeFailure(.playlist, "it is a list that refers to other files, not media")
    }
    if text.contains("<svg") { return ProbeFailure(.unsupported, "SVG drawings are not read") }
    if text.contains("<mpd") { return ProbeFailure(.playlist, "it is a DASH list, not media") }
    if starts(text, with: ["<!doctype html", "<html", "<head", "<body", "<script", "<!--"])
      || text.contains("<html")
    {
      return ProbeFailure(.html, "it is a web page, perhaps an error page saved as media")
    }
    if starts(text, with: ["{", "["]) {
      return ProbeFailure(.json, "it is JSON, perhaps an error message saved as media")
    }
    return ProbeFailure(.text, "it is text, not media")
  }

  private static func starts(_ text: String, with marks: [String]) -> Bool {
    marks.contains { text.hasPrefix($0) }
  }

  /// Portable bitmaps, XBM and XPM are images written as text.
  private static func isPlainTextImage(_ text: String) -> Bool {
    let second = text.dropFirst().first
    if text.first == "p", let second, ("1"..."7").contains(second) {
      return text.dropFirst(2).first?.isWhitespace == true
    }
    return starts(text, with: ["#define", "/* xpm"])
  }

  private static func isText(_ head: [UInt8]) -> Bool {
    let controls: Set<UInt8> = [0x09, 0x0A, 0x0C, 0x0D]
    return head.allSatisfy { $0 >= 0x20 && $0 != 0x7F || controls.contains($0) }
      && isMostlyASCIIOrUTF8(head)
  }

  /// Bytes above 127 count as text only where they form UTF-8.
  private static func isMostlyASCIIOrUTF8(_ head: [UInt8]) -> Bool {
    guard head.contains(where: { $0 > 0x7F }) else { return true }
    // The last character may be cut by the length of the look.
    let mended = String(decoding: head, as: UTF8.self).unicodeScalars
    return mended.count { $0.value == 0xFFFD } <= 1
  }
}
