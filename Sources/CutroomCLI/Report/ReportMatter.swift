import CutroomModel

/// Everything that a report's page tells, as values.
struct ReportMatter: Sendable {
  var project: String
  /// The video's title; nil where no document tells it.
  var title: String?
  var at: Instant
  var program: String
  var findings: [Finding]
  var timeline: Timeline?
  var documents: SegmentNames
  /// Every media file of the project, in byte order of their paths.
  var media: [ReportMedia]

  init(
    project: String,
    title: String?,
    at: Instant,
    program: String,
    findings: [Finding],
    timeline: Timeline?,
    documents: SegmentNames = SegmentNames(),
    media: [ReportMedia]
  ) {
    self.project = project
    self.title = title
    self.at = at
    self.program = program
    self.findings = findings
    self.timeline = timeline
    self.documents = documents
    self.media = media
  }

  /// Whether nothing stands against a render.
  var isValid: Bool { !findings.contains { $0.severity == .error } }
}
