package import CutroomModel
package import CutroomStore
package import CutroomWorkers

/// The check before a render: gathers everything the rules look at, then lets every rule judge it.
///
/// Nothing of the project is changed but `.cutroom/probes`, a disposable memory of what media files
/// were measured to be, which is written only where `.cutroom` is there.
package struct Gate {
  private let project: Project
  private let ledger: ProjectLedger
  private let media: MediaWorkers?
  private let scope: GateScope

  /// Without `media` only documents, hashes and what is remembered of media are looked at, and the
  /// findings say so.
  package init(
    project: Project,
    ledger: ProjectLedger,
    media: MediaWorkers?,
    scope: GateScope = .project
  ) {
    self.project = project
    self.ledger = ledger
    self.media = media
    self.scope = scope
  }

  /// Checks the project and reports every finding at once, ordered by path and rule.
  ///
  /// `progress` is called on this thread; what it throws ends the check. A file that cannot be read
  /// is a finding; only a project folder that cannot be read throws `SystemError`.
  package func check(
    depth: GateDepth = .normal,
    progress: (GateProgress) throws -> Void = { _ in }
  ) throws -> ValidationReport {
    let evidence = try evidence(depth: depth, progress: progress)
    let findings = Self.findings(in: evidence)
    return ValidationReport(
      valid: !findings.contains { $0.severity == .error },
      findings: findings,
      digests: evidence.digests
    )
  }

  /// Gathers what the rules look at, without judging it.
  package func evidence(
    depth: GateDepth,
    progress: (GateProgress) throws -> Void = { _ in }
  ) throws -> Evidence {
    try EvidenceGatherer(
      project: project,
      ledger: ledger,
      media: media,
      scope: scope,
      depth: depth
    ).gather(progress: progress)
  }

  /// What all rules find, each finding once, ordered by path and rule.
  package static func findings(in evidence: Evidence) -> [Finding] {
    let all = RuleBook.all.flatMap { $0.findings(in: evidence) }
    return Set(all).sorted { ($0.path, $0.rule, $0.message) < ($1.path, $1.rule, $1.message) }
  }
}
