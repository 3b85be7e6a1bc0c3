import CutroomModel

/// A picture, clip or track has a licence, and nothing tells where that can be looked up.
struct SourceMissing: Rule {
  static let id = "source-missing"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a picture, clip or track has a licence, and nothing tells where that can be looked up"

  static func cure(project: String) -> String {
    "Write where it is from into the library file's sidecar, then: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.licensedWorks.compactMap { work in
      guard work.rights.source.isBlank, !work.rights.isFree else { return nil }
      let message =
        "The licence is \((work.rights.licence ?? "").printable), and no source is given"
      return finding(
        evidence,
        at: "\(work.path)#/rights",
        message,
        hint: work.isFromLibrary ? nil : evidence.writeAndAccept(work.path, "where it is from")
      )
    }
  }
}
