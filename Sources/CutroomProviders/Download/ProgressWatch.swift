import CutroomSystem

/// Tells how much of a part there is while somebody else fills it.
struct ProgressWatch {
  private let end: Cancellation
  private let thread: WorkThread
  private static let pause: Int64 = 200

  /// Begins to look; `tell` is called from another thread with fractions, 0…1.
  init(_ part: PartFile, tell: @escaping @Sendable (Double) -> Void) throws {
    let end = try Cancellation()
    self.end = end
    thread = try WorkThread {
      while !end.wait(withinMilliseconds: Self.pause) {
        guard let total = part.total(), total > 0, let length = try? part.length() else {
          continue
        }
        tell(min(1, Double(length) / Double(total)))
      }
    }
  }

  /// After this nothing is told any more.
  func stop() {
    end.cancel()
    thread.join()
  }
}
