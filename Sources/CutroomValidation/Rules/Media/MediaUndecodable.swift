import CutroomModel

/// A media file cannot be read as media, or does not decode without errors (with --deep).
struct MediaUndecodable: MediaRule {
  static let id = "media-undecodable"
  static let severity = Finding.Severity.error
  static let meaning =
    "a media file cannot be read as media, or does not decode without errors (with --deep)"

  static let remedy = "Get a file that plays"

  func complaint(_ check: MediaCheck) -> String? {
    switch check {
    case .failed(let failure):
      guard failure.code != .truncated, failure.code != .empty else { return nil }
      return "\(failure.message.asSentence) (\(failure.code.rawValue))"
    case .measured(let truth):
      guard !truth.facts.truncated, let decoding = truth.decoding else { return nil }
      if decoding.errors > 0 { return "Decoding it meets \(decoding.errors) errors" }
      return decoding.isSilent ? "A stream of it gives no frame" : nil
    }
  }
}
