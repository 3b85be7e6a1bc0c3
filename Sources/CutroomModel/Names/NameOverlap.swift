/// Whether some name could match two parts of patterns.
///
/// Where both sides are open (a bracket, a question mark) they may be the same scalar: an edge too
/// many costs order, an edge too few costs truth.
enum NameOverlap {
  private typealias Element = ArraySlice<Unicode.Scalar>

  static func overlaps(_ left: String, _ right: String) -> Bool {
    let (left, right) = (elements(left), elements(right))
    return PairTable.canReachEnd(left.count, right.count) { row, column in
      let first = row < left.count ? left[row] : nil
      let second = column < right.count ? right[column] : nil
      var ways = PairTable.Ways.open(
        first?.first == "*",
        second?.first == "*",
        first != nil,
        second != nil
      )
      if ways.isEmpty, let first, let second, mayBeSame(first, second) { ways = .skipBoth }
      return ways
    }
  }

  /// The part cut into what matches one scalar each, and stars.
  private static func elements(_ part: String) -> [Element] {
    var rest = Array(part.unicodeScalars)[...]
    var elements: [Element] = []
    while let first = rest.first {
      let end = first == "[" ? rest.dropFirst(2).firstIndex(of: "]").map { $0 + 1 } : nil
      let next = end ?? rest.startIndex + 1
      elements.append(rest[..<next])
      rest = rest[next...]
    }
    return elements
  }

  private static func mayBeSame(_ left: Element, _ right: Element) -> Bool {
    switch (isOpen(left), isOpen(right)) {
    case (true, true): true
    case (true, false): right.first.flatMap { NameMatcher.consume(left, $0) } != nil
    case (false, _): left.first.flatMap { NameMatcher.consume(right, $0) } != nil
    }
  }

  private static func isOpen(_ element: Element) -> Bool {
    element.first == "?" || (element.first == "[" && element.count > 1)
  }
}
