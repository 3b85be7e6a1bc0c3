import CutroomModel

/// What a validation found, for people and for programs.
struct ValidationAnswer {
  private let report: ValidationReport
  /// The member of the JSON answer that says what was looked at.
  private let subject: (member: String, name: String)
  private let fixes: [DoneFix]?
  /// The page that was written.
  private let page: String?

  init(
    _ report: ValidationReport,
    of project: ProjectID,
    fixes: [DoneFix]? = nil,
    page: String? = nil
  ) {
    self.report = report
    self.fixes = fixes
    self.page = page
    subject = ("projectId", project.description)
  }

  init(_ report: ValidationReport, ofFolder folder: String, page: String? = nil) {
    self.report = report
    fixes = nil
    self.page = page
    subject = ("folder", folder)
  }

  /// Tells it; the exit code is that of the command.
  func give(to context: Context) -> ExitCode {
    if context.wantsJSON { context.answer(members) } else { tell(context) }
    return report.valid ? .done : .invalid
  }

  private var members: [String: JSONValue] {
    var members: [String: JSONValue] = [
      subject.member: .string(subject.name), "valid": .bool(report.valid),
      "depth": .string((report.depth ?? .normal).rawValue),
      "profile": .string((report.profile ?? .standard).rawValue),
      "findings": .array(report.findings.map { .object($0.members) }),
      "waived": .array((report.waived ?? []).map(\.json)),
    ]
    if let page { members["report"] = .string(page) }
    if let fixes { members["fixes"] = .array(fixes.map(\.json)) }
    return members
  }

  private func tell(_ context: Context) {
    for fix in fixes ?? [] { context.say(fix.words) }
    for finding in report.findings {
      context.say("\(finding.severity.rawValue) \(finding.rule)  \(finding.path.printable)")
      context.say("  \(finding.message.printable)")
      context.say("  → \(finding.hint.printable)")
    }
    let waived = report.waived ?? []
    for warning in waived {
      let end = warning.until.map { " (until \($0))" } ?? ""
      context.say("waived \(warning.finding.rule)  \(warning.finding.path.printable)")
      context.say("  \(warning.reason.printable)\(end)")
    }
    context.note("\(subject.name): \(ReportWords.counts(report.findings, waived: waived.count))")
  }
}

extension Finding {
  fileprivate var members: [String: JSONValue] {
    [
      "rule": .string(rule), "severity": .string(severity.rawValue), "path": .string(path),
      "message": .string(message), "hint": .string(hint),
    ]
  }
}

extension WaivedFinding {
  fileprivate var json: JSONValue {
    var members = finding.members
    members["reason"] = .string(reason)
    members["until"] = until.map { JSONValue.string($0.description) } ?? .null
    return .object(members)
  }
}
