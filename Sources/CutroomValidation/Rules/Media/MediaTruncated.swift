import CutroomModel

/// A media file ends before its content does: a copy or download was cut off.
struct MediaTruncated: MediaRule {
  static let id = "media-truncated"
  static let severity = Finding.Severity.error
  static let meaning = "a media file ends before its content does: a copy or download was cut off"

  static let remedy = "Get the whole file"

  func findings(in evidence: Evidence) -> [Finding] {
    findingsOfFiles(in: evidence).map { finding in
      ProjectPath(finding.path).map { evidence.kept(finding, $0) } ?? finding
    }
  }

  func complaint(_ check: MediaCheck) -> String? {
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
