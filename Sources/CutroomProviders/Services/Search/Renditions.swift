/// Chooses among the sizes that a service has of one picture or clip.
enum Renditions {
  struct Size: Equatable, Sendable {
    var name: String
    var url: String
    var width: Int
    var height: Int

    var area: Int { width * height }

    func covers(_ width: Int, _ height: Int) -> Bool {
      self.width >= width && self.height >= height
    }
  }

  /// The smallest that covers the video, else the largest there is.
  static func best(_ sizes: [Size], width: Int, height: Int) -> Size? {
    sizes.filter { $0.covers(width, height) }.min { $0.area < $1.area }
      ?? sizes.max { $0.area < $1.area }
  }

  /// A picture of `width` × `height` made to fit into a box, and never made larger.
  static func fitting(
    _ width: Int,
    _ height: Int,
    into box: (width: Int, height: Int)
  ) -> (
    width: Int, height: Int
  ) {
    guard width > box.width || height > box.height else { return (width, height) }
    if width * box.height >= height * box.width {
      return (box.width, max(1, height * box.width / width))
    }
    return (max(1, width * box.height / height), box.height)
  }
}

/// Which way a video lies.
enum Orientation {
  case wide, tall, square

  init(width: Int, height: Int) {
    self = width > height ? .wide : width < height ? .tall : .square
  }
}

/// Words for a search that a service takes only so many characters of.
enum SearchWords {
  /// As many whole words as fit; at least one, cut where it is too long.
  static func clipped(_ query: String, to length: Int) -> String {
    let words = query.split(whereSeparator: \.isWhitespace)
    var text = ""
    for word in words {
      let longer = text.isEmpty ? String(word) : "\(text) \(word)"
      if longer.count > length { break }
      text = longer
    }
    return text.isEmpty ? String((words.first ?? "").prefix(length)) : text
  }
}
