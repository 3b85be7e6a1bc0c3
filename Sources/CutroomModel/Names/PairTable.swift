/// Finds a way through two sequences at once, looking at every pair of places one time only.
enum PairTable {
  /// Where one may go from a pair of places.
  struct Ways: OptionSet {
    let rawValue: Int
    static let skipLeft = Ways(rawValue: 1)
    static let skipRight = Ways(rawValue: 2)
    static let skipBoth = Ways(rawValue: 4)

    /// The ways where a side is open, which may stand for nothing or swallow one of the other side;
    /// none where neither is.
    static func open(
      _ isLeftOpen: Bool,
      _ isRightOpen: Bool,
      _ hasLeft: Bool,
      _ hasRight: Bool
    ) -> Ways {
      var ways: Ways = []
      if isLeftOpen { ways.formUnion(hasRight ? [.skipLeft, .skipRight] : .skipLeft) }
      if isRightOpen { ways.formUnion(hasLeft ? [.skipLeft, .skipRight] : .skipRight) }
      return ways
    }
  }

  /// Whether the ends of both sequences can be reached from their starts.
  static func canReachEnd(
    _ leftCount: Int,
    _ rightCount: Int,
    _ ways: (_ left: Int, _ right: Int) -> Ways
  ) -> Bool {
    let width = rightCount + 1
    var isReached = [Bool](repeating: false, count: (leftCount + 1) * width)
    isReached[0] = true
    for left in 0...leftCount {
      for right in 0...rightCount where isReached[left * width + right] {
        let ways = ways(left, right)
        if ways.contains(.skipLeft), left < leftCount {
          isReached[(left + 1) * width + right] = true
        }
        if ways.contains(.skipRight), right < rightCount {
          isReached[left * width + right + 1] = true
        }
        if ways.contains(.skipBoth), left < leftCount, right < rightCount {
          isReached[(left + 1) * width + right + 1] = true
        }
      }
    }
    return isReached[leftCount * width + rightCount]
  }
}
