import CutroomModel

/// Takes have other sample rates than most.
struct SampleRateMix: Rule {
  static let id = "sample-rate-mix"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a take has another sample rate than most, so the voice sounds duller or clearer"

  static func cure(project: String) -> String {
    "Bring all takes from one recorder or voice, then: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let takes = evidence.documents.takes.compactMap { take -> (path: ProjectPath, rate: Int)? in
      guard let path = ProjectPath(take.content.file), !evidence.isBroken(path),
        let rate = evidence.truth(path)?.facts.sampleRate
      else { return nil }
      return (path, rate)
    }
    let groups = Dictionary(grouping: takes, by: \.rate)
    // Of two as common ones the higher is the better.
    let most = groups.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
    guard groups.count > 1, let most else { return [] }
    return takes.filter { $0.rate != most.key }.map { path, rate in
      finding(evidence, at: path, "It has \(rate) Hz, most takes have \(most.key)")
    }
  }
}
