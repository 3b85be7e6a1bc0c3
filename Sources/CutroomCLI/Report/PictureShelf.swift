import CutroomModel

/// The pictures of a page, each kept in it once however often it is shown.
struct PictureShelf {
  private let media: [String: ReportMedia]
  private let ids: [String: String]
  private let order: [ReportMedia]

  init(_ media: [ReportMedia]) {
    self.media = Dictionary(media.map { ($0.path, $0) }) { first, _ in first }
    order = media.filter { $0.picture != nil }
    ids = Dictionary(order.enumerated().map { ($1.path, "p\($0 + 1)") }) { first, _ in first }
  }

  func entry(_ path: String) -> ReportMedia? { media[path] }

  /// All of them, to stand before whatever shows them.
  var pictures: HTML {
    let images = order.compactMap { entry in
      entry.picture.map { picture -> HTML in
        let type: StaticString = picture.kind == .frame ? "image/jpeg" : "image/png"
        let image = HTML.tag(
          "image",
          [
            "id": ids[entry.path], "width": "\(picture.size.width)",
            "height": "\(picture.size.height)",
          ]
        )
        return image.with("href", type, picture.bytes)
      }
    }
    if images.isEmpty { return .nothing }
    return .tag(
      "svg",
      ["class": "shelf", "width": "0", "height": "0", "aria-hidden": "true", "focusable": "false"],
      .tag("defs", [:], images)
    )
  }

  /// The picture of a file with words about it; where there is none, why.
  func figure(_ path: String) -> HTML {
    guard let entry = media[path] else {
      return Self.empty("The project has no such media file.")
    }
    switch entry.look {
    case .leftOut: return Self.empty("No picture was made: others came first.")
    case .none(let reason): return Self.empty("No picture: \(reason)")
    case .picture(let picture): return shown(entry, picture)
    }
  }

  private func shown(_ entry: ReportMedia, _ picture: ReportPicture) -> HTML {
    let size = "\(picture.size.width) \(picture.size.height)"
    return .tag(
      "svg",
      [
        "class": picture.kind == .frame ? "frame" : "waveform", "role": "img",
        "aria-label": Self.description(entry, picture), "viewBox": "0 0 \(size)",
        "width": "\(picture.size.width)", "height": "\(picture.size.height)",
      ],
      .tag("use", ["href": ids[entry.path].map { "#\($0)" }])
    )
  }

  private static func empty(_ words: String) -> HTML {
    .tag("p", ["class": "no-picture"], .text(words))
  }

  private static func description(_ entry: ReportMedia, _ picture: ReportPicture) -> String {
    switch (picture.kind, picture.atUs) {
    case (.waveform, _): "Waveform of \(entry.path)"
    case (.frame, let time?):
      "Frame of \(entry.path) at \(PlayTime.words(seconds: Double(time) / 1e6))"
    case (.frame, nil): "The picture \(entry.path)"
    }
  }
}
