import CutroomModel

/// A media file cannot be read as media, or does not decode without errors (with --deep).
struct MediaUndecodable: Rule {
  static let id = "media-undecodable"
  static let severity = Finding.Severity.error
  static let meaning =
    "a media file cannot be read as media, or does not decode without errors (with --deep)"

  static func cure(project: String) -> String {
    "Replace the file in the library, then: cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.media.compactMap { path, check in
      guard let message = complaint(check) else { return nil }
      let again = evidence.remake(path, stage: path.mediaPlace?.stage ?? "media")
      return finding(
        evidence,
        at: path,
        message,
        hint: evidence.replace(path) ?? "Replace what it was made from, then: \(again)",
        severity: evidence.severity(of: path)
      )
    }
  }

  private func complaint(_ check: MediaCheck) -> String? {
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
