import CutroomModel

/// A report as one HTML page that needs nothing besides itself.
struct ReportPage {
  /// What the file of every report begins with, by which it is known again.
  static let beginning =
    "<!DOCTYPE html>\n<html lang=\"en\" data-made-by=\"cutroom report\">"

  private let matter: ReportMatter
  /// The findings that are told in full.
  private let told: [Finding]
  private let scenes: FindingScenes
  private let shelf: PictureShelf
  private let findings: FindingSections
  private let waived: WaivedSection
  private let gallery: MediaGallery

  init(_ matter: ReportMatter) {
    self.matter = matter
    scenes = FindingScenes(matter)
    shelf = PictureShelf(matter.media)
    told = matter.findingsToTell
    findings = FindingSections(told, matter, scenes, shelf)
    waived = WaivedSection(matter.waived)
    gallery = MediaGallery(matter.media, shelf)
  }

  /// The file's bytes, without what is secret.
  func bytes(hiding redaction: Redaction = Redaction()) -> [UInt8] {
    let root = HTML.tag("html", ["lang": "en", "data-made-by": "cutroom report"], head, body)
    return PageWriter.page(root, hiding: redaction)
  }

  // MARK: - Parts

  private var head: HTML {
    // Nothing is loaded and no script runs, whatever the page may hold.
    let policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return .tag(
      "head",
      [:],
      .tag("meta", ["charset": "utf-8"]),
      .tag("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .tag("meta", ["name": "color-scheme", "content": "light dark"]),
      .tag(
        "title",
        [:],
        .text("Validation of \(matter.name): \(ReportWords.counts(matter.findings))")
      ),
      .style(ReportStyle.sheet)
    )
  }

  private var body: HTML {
    .tag(
      "body",
      [:],
      shelf.pictures,
      ReportHeader(matter).html,
      .tag("main", [:], rules, drawing, findings.html, waived.html, gallery.html, leftOut),
      .tag("footer", [:], .tag("p", [:], .text("Made by cutroom \(matter.program).")))
    )
  }

  private var rules: HTML {
    let groups = Dictionary(grouping: matter.findings) { $0.rule }
    let rows = groups.map { (name: $0, found: $1, worst: $1.worst) }
      .sorted { ($0.worst.rank, $0.name) < ($1.worst.rank, $1.name) }
    guard !rows.isEmpty else { return .nothing }
    return .tag(
      "section",
      ["aria-labelledby": "rules"],
      .tag("h2", ["id": "rules"], "Findings by rule"),
      .tag("ul", ["class": "rules"], rows.map { rule($0.name, $0.found, $0.worst) })
    )
  }

  private func rule(_ name: String, _ found: [Finding], _ worst: Finding.Severity) -> HTML {
    .tag(
      "li",
      ["class": worst.rawValue],
      .tag("code", [:], .text(name)),
      .text(" \(ReportWords.presentCounts(found))")
    )
  }

  private var drawing: HTML {
    if matter.subject.kind == .media { return .nothing }
    let heading = HTML.tag("h2", ["id": "timeline"], "Timeline")
    guard let timeline = matter.timeline else {
      let reason = "There is no timeline.json that could be drawn."
      return .tag(
        "section",
        ["aria-labelledby": "timeline"],
        heading,
        .tag("p", [:], .text(reason))
      )
    }
    let drawn = TimelineDrawing(timeline, told, scenes)
    var notes = "A numbered flag is a finding, striped what it is about; ▶ is a clip."
    if drawn.unmarked > 0 {
      notes += " \(Amounts.count(drawn.unmarked, "finding")) found no room here and stand below."
    }
    return .tag(
      "section",
      ["aria-labelledby": "timeline"],
      heading,
      .tag(
        "div",
        ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Timeline drawing"],
        drawn.html
      ),
      .tag("p", ["class": "note"], .text(notes))
    )
  }

  private var leftOut: HTML {
    let notes = untold + waived.leftOut + gallery.leftOut
    guard !notes.isEmpty else { return .nothing }
    return .tag(
      "section",
      ["aria-labelledby": "left-out"],
      .tag("h2", ["id": "left-out"], "Left out of this page"),
      .tag("ul", [:], notes.map { .tag("li", [:], .prose($0)) })
    )
  }
}

extension ReportPage {
  private var untold: [String] {
    let count = matter.findings.count - told.count
    guard count > 0 else { return [] }
    return [
      "\(Amounts.count(count, "finding")), errors being told first; all of them: "
        + "\(matter.subject.command) --json"
    ]
  }
}

extension ReportMatter {
  /// A page that told more in full could not be opened.
  private static let mostTold = 5000

  /// The findings that a page tells in full: all, or errors before warnings.
  fileprivate var findingsToTell: [Finding] {
    guard findings.count > Self.mostTold else { return findings }
    let errors = findings.indices.filter { findings[$0].severity == .error }
    let warnings = findings.indices.filter { findings[$0].severity == .warning }
    return (errors + warnings).prefix(Self.mostTold).sorted().map { findings[$0] }
  }
}

extension [Finding] {
  /// Error where one of them is.
  var worst: Finding.Severity { contains { $0.severity == .error } ? .error : .warning }
}
