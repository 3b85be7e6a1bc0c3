/// How strictly findings are judged.
package enum ValidationProfile: String, Hashable, Sendable, Codable, CaseIterable {
  /// What a first look at a video may still lack is no error.
  case draft
  case standard
  /// What a video for others must have is an error where it is not there.
  case publish

  /// The finding as this profile judges it: nothing of it changes but the severity.
  package func judged(_ finding: Finding) -> Finding {
    guard let severity = severity(of: finding.rule), severity != finding.severity else {
      return finding
    }
    return Finding(
      rule: finding.rule,
      severity: severity,
      path: finding.path,
      message: finding.message,
      hint: finding.hint
    )
  }

  /// The severity that this profile gives all findings of a rule; nil where it leaves them alone.
  package func severity(of rule: String) -> Finding.Severity? {
    switch self {
    case .draft: Self.excusedInDraft.contains(rule) ? .warning : nil
    case .standard: nil
    case .publish:
      Self.demandedForPublishing.contains(rule) || rule.hasPrefix(Self.decision) ? .error : nil
    }
  }

  /// The rules that another profile than the standard judges otherwise, in byte order; a decision of
  /// any code stands as `decision-*`.
  package var rules: [String] {
    switch self {
    case .draft: Self.excusedInDraft.sorted()
    case .standard: []
    case .publish: (Self.demandedForPublishing.union(["\(Self.decision)*"])).sorted()
    }
  }

  private static let decision = "decision-"

  /// Errors that spoil a video without keeping it from being made.
  private static let excusedInDraft: Set = [
    "caption-overlap", "media-extension-mismatch", "picture-black", "segment-missing",
    "sidecar-disagrees", "sidecar-missing", "sound-silent", "words-missing", "words-order",
    "words-outside-audio",
  ]

  /// Doubts that nobody may be left with before others see the video.
  private static let demandedForPublishing: Set = [
    "author-missing", "licence-missing", "media-unchecked", "render-outdated", "source-missing",
    "stage-stale",
  ]
}
