/// Which characters the installed fonts can draw.
package struct FontCoverage: Equatable, Sendable {
  /// Ascending and apart from each other.
  private var ranges: [ClosedRange<UInt32>]

  /// Reads what `fc-list --format '%{charset}\n'` prints: ranges of code points in hexadecimal.
  package init(fontconfig text: String) {
    let read = text.split { $0 == " " || $0.isNewline }.compactMap(Self.range)
    ranges = read.sorted { $0.lowerBound < $1.lowerBound }
      .reduce(into: []) { joined, range in
        if let last = joined.last, range.lowerBound <= last.upperBound {
          joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        } else {
          joined.append(range)
        }
      }
  }

  /// The characters of `text` that no font has, each once, in order.
  package func missing(in text: String) -> [Unicode.Scalar] {
    var seen: Set<Unicode.Scalar> = []
    return text.unicodeScalars.filter { scalar in
      needsGlyph(scalar) && !has(scalar.value) && seen.insert(scalar).inserted
    }
  }

  /// The Debian package that most likely has a glyph for a character.
  package static func package(for scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x2600...0x27BF, 0x1F000...0x1FAFF: "fonts-symbola"
    case 0x2E80...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF,
      0x20000...0x3FFFF:
      "fonts-noto-cjk"
    default: "fonts-noto-core"
    }
  }

  private func needsGlyph(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
      && scalar.properties.generalCategory != .control
  }

  private func has(_ value: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }

  private static func range(_ text: Substring) -> ClosedRange<UInt32>? {
    let ends = text.split(separator: "-").map { UInt32($0, radix: 16) }
    guard ends.count <= 2, let first = ends.first, let last = ends.last, let first, let last,
      first <= last
    else { return nil }
    return first...last
  }
}
