/// Finds what somebody may have meant.
package enum NearNames {
  /// The names within a few slips of `name`, nearest first, at most `limit`.
  package static func of(_ name: String, among names: [String], atMost limit: Int = 3) -> [String] {
    let written = Array(name.lowercased().unicodeScalars.prefix(64))
    guard !written.isEmpty else { return [] }
    let ranked = names.compactMap { candidate -> (distance: Int, name: String)? in
      let distance = distance(written, Array(candidate.lowercased().unicodeScalars.prefix(64)))
      let isBeginning = written.count >= 2 && candidate.hasPrefix(name)
      guard isBeginning || distance <= max(1, min(written.count, candidate.count) / 3) else {
        return nil
      }
      return (isBeginning ? min(distance, 1) : distance, candidate)
    }
    let sorted = ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return sorted.prefix(limit).map(\.name)
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words
  /// (optimal string alignment).
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var before: [Int] = []
    var above = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var best = min(above[column] + 1, current[column - 1] + 1, above[column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          best = min(best, before[column - 2] + 1)
        }
        current.append(best)
      }
      before = above
      above = current
    }
    return above[right.count]
  }
}
