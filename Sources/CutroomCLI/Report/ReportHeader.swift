import CutroomModel

/// What stands above everything else in a report: the verdict, and what it is about.
struct ReportHeader {
  private let matter: ReportMatter

  init(_ matter: ReportMatter) { self.matter = matter }

  var html: HTML {
    .tag(
      "header",
      [:],
      .tag("h1", [:], "Validation of ", .tag("bdi", [:], .text(matter.name))),
      .tag(
        "p",
        ["class": "verdict \(matter.isValid ? "valid" : "invalid")", "id": "verdict"],
        .tag("strong", [:], .text(ReportWords.verdict(matter))),
        .text(": \(ReportWords.counts(matter.findings, waived: matter.waived.count))")
      ),
      .tag("dl", [:], rows.flatMap { [.tag("dt", [:], .text($0)), .tag("dd", [:], $1)] })
    )
  }

  private var rows: [(String, HTML)] {
    let word = matter.subject.kind == .project ? "Project" : "Folder"
    let time = HTML.tag(
      "time",
      ["datetime": matter.at.iso8601],
      .text(ReportWords.time(matter.at))
    )
    var rows: [(String, HTML)] = [
      (word, .tag("code", [:], .text(matter.subject.name))),
      ("Checked", time),
      ("Depth", .text(ReportWords.depth(matter.depth))),
      ("Profile", .text(ReportWords.profile(matter.profile))),
    ]
    if let timeline = matter.timeline {
      let length = PlayTime.words(seconds: timeline.seconds(timeline.durationInFrames))
      let shape =
        "\(timeline.width)×\(timeline.height), \(ReportWords.rate(timeline.fps)) frames a second"
      rows.append(("Video", .text("\(length), \(shape)")))
    }
    rows.append(("Media files", .text("\(matter.media.count)")))
    return rows
  }
}

extension ReportMatter {
  /// What people call it.
  var name: String { title ?? subject.name }
}
