import CutroomModel

/// Every media file of a report with its picture and facts.
struct MediaGallery {
  private let media: [ReportMedia]
  private let shelf: PictureShelf
  private let unshown: Int
  private let hidden: Int

  /// Files told of; a page of more could not be opened.
  private static let most = 1000

  init(_ media: [ReportMedia], _ shelf: PictureShelf) {
    self.shelf = shelf
    // Those with a picture first, each half in the order of the paths.
    let seen = media.filter { $0.picture != nil }
    let others = media.filter { $0.picture == nil }
    self.media = (seen + others).prefix(Self.most).sorted {
      $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
    }
    unshown = media.count - self.media.count
    hidden = media.count { $0.look == .leftOut }
  }

  /// What is not shown, in words.
  var leftOut: [String] {
    var notes: [String] = []
    if hidden > 0 {
      notes.append(
        "Pictures of \(Amounts.count(hidden, "media file")): files with findings came first"
      )
    }
    if unshown > 0 { notes.append("The facts of \(Amounts.count(unshown, "media file"))") }
    return notes
  }

  var html: HTML {
    guard !media.isEmpty else { return .nothing }
    return .tag(
      "section",
      ["aria-labelledby": "media"],
      .tag("h2", ["id": "media"], "Media files"),
      .tag("ul", ["class": "gallery"], media.map(item))
    )
  }

  private func item(_ entry: ReportMedia) -> HTML {
    let words =
      entry.facts.map { ReportWords.facts($0, bytes: entry.bytes) }
      ?? "\(entry.failure ?? "not measured"), \(Amounts.bytes(entry.bytes))"
    var lines: [HTML] = [
      .tag("p", [:], .tag("code", [:], .text(entry.path))),
      .tag("p", ["class": "note"], .text(words)),
    ]
    if let rights = entry.rights {
      let told = [rights.title, rights.author, rights.licence].compactMap(\.self)
      if !told.isEmpty {
        lines.append(.tag("p", ["class": "note"], .text("Rights: \(told.joined(separator: ", "))")))
      }
    }
    let picture = entry.look == .leftOut ? HTML.nothing : shelf.figure(entry.path)
    return .tag("li", [:], .tag("figure", [:], picture, .tag("figcaption", [:], lines)))
  }
}
