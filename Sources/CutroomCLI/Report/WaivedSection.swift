import CutroomModel

/// The warnings that somebody accepted, each with the reason.
struct WaivedSection {
  private let shown: ArraySlice<WaivedFinding>
  private let hidden: Int

  /// A page of more could not be opened.
  private static let most = 1000

  init(_ waived: [WaivedFinding]) {
    shown = waived.prefix(Self.most)
    hidden = waived.count - shown.count
  }

  /// What is not shown, in words.
  var leftOut: [String] { hidden > 0 ? [Amounts.count(hidden, "waived warning")] : [] }

  var html: HTML {
    guard !shown.isEmpty else { return .nothing }
    return .tag(
      "section",
      ["aria-labelledby": "waived"],
      .tag("h2", ["id": "waived"], "Waived"),
      .tag("ul", ["class": "waived"], shown.map(item))
    )
  }

  private func item(_ waived: WaivedFinding) -> HTML {
    let end = waived.until.map { "until \($0)" } ?? "without an end"
    return .tag(
      "li",
      ["data-rule": waived.finding.rule],
      .tag(
        "p",
        ["class": "what"],
        .tag("code", ["class": "rule"], .text(waived.finding.rule)),
        " ",
        .tag("code", ["class": "pointer"], .text(waived.finding.path))
      ),
      .tag("p", ["class": "message"], .text(waived.finding.message)),
      .tag(
        "p",
        ["class": "cure"],
        .tag("strong", [:], "Accepted: "),
        .text(waived.reason),
        " ",
        .tag("span", ["class": "when"], .text("(\(end))"))
      )
    )
  }
}
