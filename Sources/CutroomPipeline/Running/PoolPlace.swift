import CutroomSystem

/// The place in its pool that one attempt is made at.
///
/// One thread works at it.
final class PoolPlace: Sendable {
  /// What the thread says to whoever hands out the places.
  enum Word: Sendable {
    case aside
    case back
  }

  let step: Int
  let item: Int
  private let tell: @Sendable (PoolPlace, Word) -> Void
  private let room = Mailbox<Void>()
  private static let cancellationPause: Int64 = 100

  init(step: Int, item: Int, tell: @escaping @Sendable (PoolPlace, Word) -> Void) {
    self.step = step
    self.item = item
    self.tell = tell
  }

  /// Lets others work here while `wait` only waits, and comes back when there is room, or at once
  /// where the attempt is to end.
  func aside(_ cancellation: Cancellation, _ wait: () throws -> Void) rethrows {
    tell(self, .aside)
    defer {
      tell(self, .back)
      // Room tells of itself at once, a cancellation is looked for.
      while !cancellation.isCancelled,
        room.take(withinMilliseconds: Self.cancellationPause) == nil
      {}
    }
    try wait()
  }

  /// Lets the thread that waited go on.
  func giveRoom() { room.post(()) }
}
