package import CutroomModel
package import CutroomStore
import CutroomSystem
package import CutroomWorkers

/// The check before a render: gathers everything the rules look at, then lets every rule judge it.
///
/// Nothing of the project is changed but `.cutroom/probes` and `.cutroom/verdict`, disposable
/// memories of what media files were measured to be and of what was found, which are written only
/// where `.cutroom` is there and the caller lets them be kept.
package struct Gate {
  private let project: Project
  private let ledger: ProjectLedger
  private let media: MediaWorkers?
  private let scope: GateScope
  private let staleStages: [StaleStage]
  private let keepsMemories: Bool
  private let keepHashes: () -> Void

  /// Without `media` only documents, hashes and what is remembered of media are looked at, and the
  /// findings say so.
  ///
  /// `staleStages` are what the caller knows of work that a run would do again. Without
  /// `keepsMemories` nothing at all is written. `keepHashes` is called now and then to keep what the
  /// ledger's memory has learned.
  package init(
    project: Project,
    ledger: ProjectLedger,
    media: MediaWorkers?,
    scope: GateScope = .project,
    staleStages: [StaleStage] = [],
    keepsMemories: Bool = true,
    keepHashes: @escaping () -> Void = {}
  ) {
    self.project = project
    self.ledger = ledger
    self.media = media
    self.scope = scope
    self.staleStages = staleStages
    self.keepsMemories = keepsMemories
    self.keepHashes = keepHashes
  }

  /// Checks the project and reports every finding at once, ordered by path and rule.
  ///
  /// `progress` is called on this thread; what it throws ends the check, and what was found out by
  /// then is kept. A file that cannot be read is a finding; only a project folder that cannot be
  /// read throws `SystemError`.
  package func check(
    depth: GateDepth = .normal,
    profile: ValidationProfile = .standard,
    progress: (GateProgress) throws -> Void = { _ in }
  ) throws -> ValidationReport {
    try examine(depth: depth, progress: progress).report(profile)
  }

  /// Checks the project, and gives what was found with what it was found by.
  package func examine(
    depth: GateDepth,
    progress: (GateProgress) throws -> Void
  ) throws -> GateResult {
    let isKept = scope == .project && keepsMemories
    let stamp = isKept ? try TreeStamp.take(of: project) : nil
    let result = GateResult(try evidence(depth: depth, progress: progress))
    if let stamp, stamp.isSettled {
      Verdict(result.evidence, findings: result.findings, stamp: stamp).keep(in: project)
    }
    return result
  }

  /// What the last check of a whole project found, where no file of it is another since: this looks
  /// at names and stat(2) alone.
  package static func remembered(
    of project: Project,
    profile: ValidationProfile
  ) -> ValidationReport? {
    guard let verdict = Verdict.standing(of: project) else { return nil }
    let now = Instant(microseconds: project.clock.now())
    let free = try? project.tree.root.freeBytes()
    let findings = verdict.findings(for: project.id, at: now, freeBytes: free)
    return ValidationReport(
      findings: findings,
      waivers: verdict.waivers,
      now: now,
      profile: profile,
      depth: .quick,
      digests: [:]
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
      depth: depth,
      staleStages: staleStages,
      keepsMemories: keepsMemories,
      keepHashes: keepHashes
    ).gather(progress: progress)
  }

  /// What all rules find, each finding once, ordered by path and rule.
  package static func findings(in evidence: Evidence) -> [Finding] {
    if evidence.scope == .media {
      let all = RuleBook.ofMedia.flatMap { $0.findings(in: evidence) }
      return Set(all.map(\.withoutProject)).sorted(by: Finding.order)
    }
    let all = RuleBook.all.flatMap { $0.findings(in: evidence) }
    return Set(all).sorted(by: Finding.order)
  }
}

/// What a check found, and by what.
package struct GateResult: Sendable {
  package let evidence: Evidence
  /// As the rules have it: before a profile and waivers are applied.
  package let findings: [Finding]

  /// Lets every rule judge the evidence.
  package init(_ evidence: Evidence) {
    self.evidence = evidence
    findings = Gate.findings(in: evidence)
  }

  /// The findings as a profile judges them, without those that are waived.
  package func report(_ profile: ValidationProfile) -> ValidationReport {
    ValidationReport(
      findings: findings,
      waivers: evidence.documents.waivers?.content.waivers ?? [],
      now: evidence.now,
      profile: profile,
      depth: evidence.depth,
      digests: evidence.digests
    )
  }
}

extension ValidationReport {
  fileprivate init(
    findings: [Finding],
    waivers: [Waiver],
    now: Instant,
    profile: ValidationProfile,
    depth: GateDepth,
    digests: [String: Digest]
  ) {
    let judged = findings.map(profile.judged).sorted(by: Finding.order)
    let (open, waived) = waivers.apply(to: judged, at: now)
    self.init(
      valid: !open.contains { $0.severity == .error },
      findings: open,
      digests: digests,
      depth: depth,
      profile: profile,
      waived: waived
    )
  }
}

extension Finding {
  /// By path, then rule, then words.
  fileprivate static func order(_ left: Finding, _ right: Finding) -> Bool {
    (left.path, left.rule, left.message) < (right.path, right.rule, right.message)
  }
}
