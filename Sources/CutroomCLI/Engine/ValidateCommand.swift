import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomValidation

/// `cutroom validate`.
struct ValidateCommand: Command {
  let name = "validate"
  let summary = "every fault of a project at once, each with its cure"
  let details = [
    "It makes nothing anew. Files that did not change since they were last measured are not read "
      + "again; --deep decodes everything whole. It ends with 4 where there is an error."
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [deep, report, CommonOptions.json]

  private static let deep = Flag("deep", help: "hash and decode every file whole")
  private static let report = Option(
    "report",
    "FILE.html",
    .text,
    help: "write a page for a browser: the timeline drawn, each finding beside a picture"
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let engine = Engine(try context.project(arguments.need(CommonOptions.project)))
    defer { engine.close() }
    let page = try arguments[Self.report].map { try ReportTarget($0, engine.project, context) }
    let view = try engine.view(name, context)
    let gate = Gate(project: engine.project, ledger: view.ledger, media: engine.media)
    let display = context.progressDisplay()
    let evidence = try gate.evidence(depth: arguments[Self.deep] ? .deep : .normal)
    let findings = Gate.findings(in: evidence)
    let report = ValidationReport(
      valid: !findings.contains { $0.severity == .error },
      findings: findings,
      digests: evidence.digests
    )
    display.finish()
    view.keepWhatWasLearned()
    if let page {
      try ReportMaking(project: engine.project, media: engine.media, context: context)
        .write(report, on: evidence, to: page)
    }
    if context.wantsJSON {
      let members: [String: JSONValue] = [
        "projectId": .string(engine.project.id.description), "valid": .bool(report.valid),
        "findings": .array(report.findings.map(\.json)),
      ]
      context.answer(members.merging(page?.answer ?? [:]) { mine, _ in mine })
    } else {
      tell(report, of: engine.project, context)
    }
    return report.valid ? .done : .invalid
  }

  private func tell(_ report: ValidationReport, of project: Project, _ context: Context) {
    for finding in report.findings {
      context.say("\(finding.severity.rawValue) \(finding.rule)  \(finding.path.printable)")
      context.say("  \(finding.message.printable)")
      context.say("  → \(finding.hint.printable)")
    }
    let errors = report.findings.count { $0.severity == .error }
    let warnings = report.findings.count - errors
    context.note(
      "\(project.id): \(Amounts.count(errors, "error")), \(Amounts.count(warnings, "warning"))"
    )
  }
}

extension Finding {
  fileprivate var json: JSONValue {
    [
      "rule": .string(rule), "severity": .string(severity.rawValue), "path": .string(path),
      "message": .string(message), "hint": .string(hint),
    ]
  }
}
