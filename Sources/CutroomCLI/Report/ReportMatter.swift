import CutroomModel

/// Everything that a report's page tells, as values.
struct ReportMatter: Sendable {
  var subject: ReportSubject
  /// The video's title; nil where no document tells it.
  var title: String?
  var at: Instant
  var program: String
  var depth = GateDepth.normal
  var profile = ValidationProfile.standard
  var findings: [Finding]
  var waived: [WaivedFinding] = []
  var timeline: Timeline?
  var documents = SegmentNames()
  /// Every media file of what was checked, in byte order of their paths.
  var media: [ReportMedia]

  /// Whether nothing stands against a render.
  var isValid: Bool { !findings.contains { $0.severity == .error } }
}

/// What was checked.
struct ReportSubject: Equatable, Sendable {
  enum Kind: Sendable {
    case project
    /// A project in a folder of its own.
    case folder
    /// A folder of mere media files.
    case media
  }

  var kind: Kind
  /// A project's id, or a folder as it was named.
  var name: String

  /// The command that checks it again.
  var command: String { "cutroom validate \(ShellWord.quoted(name))" }
}
