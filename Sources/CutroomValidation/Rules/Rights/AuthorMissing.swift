import CutroomModel

/// A picture, clip or track has a licence that wants its author named, and no author.
struct AuthorMissing: Rule {
  static let id = "author-missing"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a picture, clip or track has a licence that wants its author named, and no author"

  static func cure(project: String) -> String {
    "Write the author into the library file's sidecar, then: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.licensedWorks.compactMap { work in
      guard work.rights.author.isBlank, !work.rights.isFree else { return nil }
      let message =
        "The licence is \((work.rights.licence ?? "").printable), and no author is given"
      return finding(
        evidence,
        at: "\(work.path)#/rights",
        message,
        hint: work.isFromLibrary ? nil : evidence.writeAndAccept(work.path, "the author")
      )
    }
  }
}
