/// A person's word that a warning is known and accepted.
package struct Waiver: Hashable, Sendable, Codable {
  /// The rule's name, such as `licence-missing`.
  package var rule: String
  /// The file or place that is meant, or a pattern of such files; nil for all of the rule's warnings.
  package var path: String?
  /// Why the warning is accepted.
  package var reason: String
  /// The last day, in UTC, on which it is; nil where it does not end.
  package var until: CalendarDate?

  package init(rule: String, path: String? = nil, reason: String, until: CalendarDate? = nil) {
    self.rule = rule
    self.path = path
    self.reason = reason
    self.until = until
  }

  /// What it is about, as it is typed: `RULE` or `RULE:PATH`.
  package var place: String { rule + (path.map { ":\($0)" } ?? "") }

  /// Whether its last day is over.
  package func isExpired(at now: Instant) -> Bool {
    until.map { $0 < CalendarDate(at: now) } ?? false
  }

  /// Whether the finding is one that it is about: a warning, since an error cannot be waived.
  package func covers(_ finding: Finding) -> Bool {
    guard finding.severity == .warning, finding.rule == rule else { return false }
    guard let path else { return true }
    let file = FindingPlace(finding).file
    return path == finding.path || path == file || PathPattern(path)?.matches(file) == true
  }

  /// Whether its path can name anything: a file, a place in one, or a glob.
  package var isUsable: Bool {
    path.map { PathPattern(FindingPlace(path: $0).file) != nil } ?? true
  }
}

extension Waiver {
  /// Reads a waiver; one without a reason is none.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    rule = try container.decode(String.self, forKey: .rule)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    reason = try container.decode(String.self, forKey: .reason)
    until = try container.decodeIfPresent(CalendarDate.self, forKey: .until)
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw DecodingError.dataCorruptedError(
        forKey: .reason,
        in: container,
        debugDescription: "a waiver needs a reason"
      )
    }
  }
}

/// A warning that somebody accepted, and why.
package struct WaivedFinding: Hashable, Sendable, Codable {
  package var finding: Finding
  package var reason: String
  package var until: CalendarDate?

  package init(_ finding: Finding, by waiver: Waiver) {
    self.finding = finding
    reason = waiver.reason
    until = waiver.until
  }
}

extension [Waiver] {
  /// Parts findings into those that are left and those that a waiver in force covers.
  package func apply(
    to findings: [Finding],
    at now: Instant
  ) -> (open: [Finding], waived: [WaivedFinding]) {
    let valid = filter { !$0.isExpired(at: now) }
    var open: [Finding] = []
    var waived: [WaivedFinding] = []
    for finding in findings {
      if let waiver = valid.first(where: { $0.covers(finding) }) {
        waived.append(WaivedFinding(finding, by: waiver))
      } else {
        open.append(finding)
      }
    }
    return (open, waived)
  }
}
