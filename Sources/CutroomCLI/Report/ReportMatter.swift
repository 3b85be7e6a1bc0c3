package import CutroomModel

/// Everything that a report's page tells, as values.
package struct ReportMatter: Sendable {
  package var project: String
  /// The video's title; nil where no document tells it.
  package var title: String?
  package var at: Instant
  package var program: String
  package var findings: [Finding]
  package var timeline: Timeline?
  package var documents: SegmentNames
  /// Every media file of the project, in byte order of their paths.
  package var media: [ReportMedia]

  package init(
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

/// A media file as the report shows it.
package struct ReportMedia: Equatable, Sendable {
  /// What there is to look at.
  package enum Look: Equatable, Sendable {
    case picture(ReportPicture)
    /// No picture could be made.
    case none(reason: String)
    /// None was made, as others came first.
    case leftOut
  }

  package var path: String
  package var bytes: Int64
  /// What it was measured to be; nil where it was not or could not be.
  package var facts: MediaFacts?
  /// Why it could not be measured.
  package var failure: String?
  package var rights: Rights?
  package var look: Look

  package init(
    path: String,
    bytes: Int64,
    facts: MediaFacts? = nil,
    rights: Rights? = nil,
    look: Look = .leftOut
  ) {
    self.path = path
    self.bytes = bytes
    self.facts = facts
    self.rights = rights
    self.look = look
  }
}

/// A small picture of a media file.
package struct ReportPicture: Equatable, Sendable {
  /// How the file is shown.
  package enum Kind: Sendable {
    /// A JPEG of one frame.
    case frame
    /// A PNG of the loudness over time.
    case waveform
  }

  package var kind: Kind
  package var bytes: [UInt8]
  package var size: PictureSize
  /// When a frame of a clip is seen; nil for a still and a sound.
  package var atUs: Int64?

  package init(kind: Kind, bytes: [UInt8], size: PictureSize, atUs: Int64? = nil) {
    self.kind = kind
    self.bytes = bytes
    self.size = size
    self.atUs = atUs
  }
}
