import CutroomModel

/// The findings of a report, grouped by the file that they stand in.
struct FindingSections {
  private let timeline: Timeline?
  private let scenes: FindingScenes
  private let shelf: PictureShelf
  private let groups: [Group]

  private struct Group {
    let file: String
    /// With their places in the report.
    let findings: [(index: Int, finding: Finding)]
    let rank: Int

    init(file: String, findings: [(index: Int, finding: Finding)]) {
      self.file = file
      self.findings = findings
      rank = findings.map(\.finding).worst.rank
    }
  }

  init(
    _ findings: [Finding],
    _ matter: ReportMatter,
    _ scenes: FindingScenes,
    _ shelf: PictureShelf
  ) {
    timeline = matter.timeline
    self.scenes = scenes
    self.shelf = shelf
    let numbered = findings.enumerated().map { (index: $0, finding: $1) }
    let byFile = Dictionary(grouping: numbered) { FindingPlace($0.finding).file }
    groups = byFile.map { Group(file: $0, findings: $1) }
      .sorted { ($0.rank, $0.findings[0].index) < ($1.rank, $1.findings[0].index) }
  }

  var html: HTML {
    let heading = HTML.tag("h2", ["id": "findings"], "Findings")
    let content =
      groups.isEmpty ? [HTML.tag("p", [:], "No rule found a fault.")] : groups.map(section)
    return .tag("section", ["aria-labelledby": "findings"], [heading] + content)
  }

  // MARK: - Details

  private func section(_ group: Group) -> HTML {
    // A file of media is shown once; in a document each finding is about another file.
    let isMedia = shelf.entry(group.file) != nil
    let figure = isMedia ? about(group.file, isNamed: false) : .nothing
    let items = group.findings.map { item($0.finding, $0.index, showing: !isMedia) }
    return .tag(
      "section",
      ["class": "group"],
      .tag("h3", [:], .tag("code", [:], .text(group.file))),
      figure,
      .tag("ol", [:], items)
    )
  }

  private func about(_ file: String, isNamed: Bool) -> HTML {
    let facts = shelf.entry(file)?.facts.map { ReportWords.facts($0) }
    let name = isNamed ? [HTML.tag("code", [:], .text(file)), facts == nil ? "" : ": "] : []
    let words = name + [.text(facts ?? "")]
    return .tag("figure", [:], shelf.figure(file), .tag("figcaption", [:], words))
  }

  private func item(_ finding: Finding, _ index: Int, showing: Bool) -> HTML {
    let subject = showing ? scenes.file(of: finding) : nil
    return .tag(
      "li",
      [
        "id": "f\(index + 1)", "class": "finding \(finding.severity.rawValue)",
        "value": "\(index + 1)", "data-rule": finding.rule,
      ],
      .tag(
        "div",
        ["class": "words"],
        .tag("p", ["class": "what"], title(finding, index)),
        .tag("p", ["class": "message"], .text(finding.message)),
        .tag("p", ["class": "cure"], .tag("strong", [:], "Cure: "), .prose(finding.hint))
      ),
      subject.map { about($0, isNamed: $0 != FindingPlace(finding).file) } ?? .nothing
    )
  }

  private func title(_ finding: Finding, _ index: Int) -> [HTML] {
    var parts: [HTML] = [
      .tag(
        "strong",
        ["class": "badge"],
        .text("\(index + 1) \(ReportWords.severity(finding.severity))")
      ),
      " ",
      .tag("code", ["class": "rule"], .text(finding.rule)),
    ]
    if let pointer = FindingPlace(finding).pointer {
      parts += [" ", .tag("code", ["class": "pointer"], .text("#\(pointer)"))]
    }
    let times = moments(finding)
    if !times.isEmpty { parts += [" ", .tag("span", ["class": "when"], times)] }
    return parts
  }

  private func moments(_ finding: Finding) -> [HTML] {
    guard let timeline else { return [] }
    let spans = scenes.frames(of: finding).filter { !$0.isEmpty }
    let shown = spans.prefix(3).enumerated().flatMap { index, span -> [HTML] in
      let (start, end) = (timeline.seconds(span.lowerBound), timeline.seconds(span.upperBound))
      let words = "\(PlayTime.words(seconds: start))–\(PlayTime.words(seconds: end))"
      return index > 0 ? [", ", .whole(words)] : [.whole("at \(words)")]
    }
    return shown + (spans.count > 3 ? [", …"] : [])
  }
}
