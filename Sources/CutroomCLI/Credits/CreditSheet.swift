import CutroomModel

/// The credits of a video, by what they are for.
struct CreditSheet {
  let credits: [Credit]

  /// The works of which something must still be found out.
  var incomplete: [Credit] { credits.filter { !$0.gaps.isEmpty } }

  private var sections: [(heading: String, lines: [CreditLine])] {
    Credit.Kind.allCases.compactMap { kind in
      let told = credits.filter { $0.kind == kind && $0.gaps != [.sidecar] }
      return told.isEmpty ? nil : (Self.heading(kind), told.map { CreditLine($0) })
    }
  }

  private static func heading(_ kind: Credit.Kind) -> String {
    switch kind {
    case .image: "Pictures"
    case .video: "Clips"
    case .music: "Music"
    }
  }

  var plain: String {
    sections.map { ([$0.heading] + $0.lines.map { "  \($0.plain)" }).joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  var markdown: String {
    sections.map {
      (["## \($0.heading)", ""] + $0.lines.map { "- \($0.markdown)" }).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// A section of a page, to be put into another one.
  var html: HTML {
    .tag(
      "section",
      ["class": "credits"],
      sections.map { section in
        .list([
          .tag("h2", [:], .text(section.heading)),
          .tag("ul", [:], section.lines.map { .tag("li", [:], $0.html) }),
        ])
      }
    )
  }

  var json: JSONValue { .array(credits.map(Self.json)) }

  private static func json(_ credit: Credit) -> JSONValue {
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    return [
      "kind": .string(credit.kind.rawValue), "files": .array(credit.files.map { .string($0) }),
      "title": text(credit.title), "author": text(credit.author),
      "authorURL": text(credit.authorURL),
      "licence": credit.licence.map { ["name": .string($0.name), "url": text($0.url)] } ?? .null,
      "source": text(credit.source), "provider": text(credit.provider),
      "missing": .array(credit.gaps.map { .string($0.rawValue) }),
      "text": .string(CreditLine(credit).plain),
    ]
  }
}
