import CutroomModel

/// Decides whether a download that broke off is taken up again at once.
struct DownloadTries {
  private static let most = 4
  private var count = 0
  /// Where a try from the first byte broke off.
  private var end: Int64?

  enum Verdict: Equatable {
    case again
    /// A later run may go on with what is there.
    case later
    /// It always ends here.
    case never
  }

  /// `start` and `length` count the bytes that were there before the try, and after it.
  mutating func brokeOff(start: Int64, length: Int64) -> Verdict {
    count += 1
    if start == 0 {
      if length > 0, end == length { return .never }
      end = length
    }
    return length > start && count < Self.most ? .again : .later
  }

  /// The bytes that were there were of no use; whether to begin again.
  mutating func wereUseless() -> Bool {
    count += 1
    return count < Self.most
  }
}
