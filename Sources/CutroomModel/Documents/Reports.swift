/// `validation.json`: what the gate found, and the digests of what it looked at.
package struct ValidationReport: Document, Equatable {
  package static let kind = DocumentKind.validation

  package var valid: Bool
  package var findings: [Finding]
  /// Path → value digest of a document, content digest of anything else.
  package var digests: [String: Digest]
  /// How hard the gate looked; nil in a report of an earlier version, which looked normally.
  package var depth: GateDepth?
  /// How strictly it judged; nil in a report of an earlier version, which knew one way only.
  package var profile: ValidationProfile?
  /// Warnings that were accepted; they are not among the findings.
  package var waived: [WaivedFinding]?

  package init(
    valid: Bool,
    findings: [Finding],
    digests: [String: Digest],
    depth: GateDepth? = nil,
    profile: ValidationProfile? = nil,
    waived: [WaivedFinding]? = nil
  ) {
    self.valid = valid
    self.findings = findings
    self.digests = digests
    self.depth = depth
    self.profile = profile
    self.waived = waived
  }
}

/// `renders/<name>.report.json`: the finished video measured and compared with its plan.
package struct RenderReport: Document, Equatable {
  package static let kind = DocumentKind.renderReport

  /// One thing that was compared.
  package struct Check: Codable, Equatable, Sendable {
    package var name: String
    package var planned: String
    package var measured: String
    package var passed: Bool

    package init(name: String, planned: String, measured: String, passed: Bool) {
      self.name = name
      self.planned = planned
      self.measured = measured
      self.passed = passed
    }
  }

  package var file: String
  package var sha256: Digest
  package var bytes: Int64
  package var timeline: Digest
  package var media: MediaFacts
  /// Integrated loudness in LUFS and true peak in dBTP.
  package var loudness: Double
  package var truePeak: Double
  package var checks: [Check]

  package init(
    file: String,
    sha256: Digest,
    bytes: Int64,
    timeline: Digest,
    media: MediaFacts,
    loudness: Double,
    truePeak: Double,
    checks: [Check]
  ) {
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.timeline = timeline
    self.media = media
    self.loudness = loudness
    self.truePeak = truePeak
    self.checks = checks
  }
}
