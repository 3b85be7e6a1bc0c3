import CutroomModel

/// The time for which a warning was waived is over.
struct WaiverExpired: Rule {
  static let id = "waiver-expired"
  static let severity = Finding.Severity.warning
  static let meaning = "the time for which a warning was waived is over"

  static func cure(project: String) -> String {
    "Look at the warning again; then waive it anew, or take the waiver back: "
      + "cutroom validate \(project) --unwaive RULE:PATH"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    Self.findings(evidence.documents.waivers?.content.waivers ?? [], evidence)
  }

  /// The same where nothing but the waivers is known.
  static func findings(_ waivers: [Waiver], _ evidence: Evidence) -> [Finding] {
    waivers.enumerated().compactMap { index, waiver in
      guard let until = waiver.until, waiver.isExpired(at: evidence.now) else { return nil }
      let message =
        "\(waiver.place.printable) was waived until \(until): \(waiver.reason.printable)"
      let hint =
        "Look at the warning again; then waive it anew, or take the waiver back: "
        + "cutroom validate \(evidence.project) \(ShellWord.option("--unwaive", waiver.place))"
      return WaiverExpired()
        .finding(evidence, at: "waivers.json#/waivers/\(index)", message, hint: hint)
    }
  }
}
