import CutroomModel

/// A media file ends before its content does: a copy or download was cut off.
struct MediaTruncated: Rule {
  static let id = "media-truncated"
  static let severity = Finding.Severity.error
  static let meaning = "a media file ends before its content does: a copy or download was cut off"

  static func cure(project: String) -> String {
    "Put the whole file into the library, then: cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.media.compactMap { path, check in
      guard let message = complaint(check) else { return nil }
      let again = evidence.remake(path, stage: path.mediaPlace?.stage ?? "media")
      return finding(
        evidence,
        at: path,
        message,
        hint: evidence.replace(path) ?? "Get the whole file, then: \(again)",
        severity: evidence.severity(of: path)
      )
    }
  }

  private func complaint(_ check: MediaCheck) -> String? {
    switch check {
    case .failed(let failure):
      return failure.code == .truncated ? failure.message.asSentence : nil
    case .measured(let truth):
      guard truth.facts.truncated else { return nil }
      guard let header = truth.facts.headerDurationUs, let found = truth.facts.durationUs,
        found < header
      else { return "The file is cut off" }
      return
        "The file is cut off: its header says \(header.inSeconds), \(found.inSeconds) are there"
    }
  }
}
