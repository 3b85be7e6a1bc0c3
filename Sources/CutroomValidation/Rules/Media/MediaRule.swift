import CutroomModel

/// A rule about what the look at each media file told.
protocol MediaRule: Rule {
  /// The first words of the cure where nothing but the file is to blame; what to type follows.
  static var remedy: String { get }

  /// What is wrong with a file, if this rule's fault is there.
  func complaint(_ check: MediaCheck) -> String?
}

extension MediaRule {
  static func cure(project: String) -> String {
    "\(remedy) into the library, then: cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] { findingsOfFiles(in: evidence) }

  func findingsOfFiles(in evidence: Evidence) -> [Finding] {
    evidence.media.compactMap { path, check in
      guard let message = complaint(check) else { return nil }
      let again = evidence.remake(path, stage: path.mediaPlace?.stage ?? "media")
      return finding(
        evidence,
        at: path,
        message,
        hint: evidence.replace(path) ?? "\(Self.remedy), then: \(again)",
        severity: evidence.severity(of: path)
      )
    }
  }
}
