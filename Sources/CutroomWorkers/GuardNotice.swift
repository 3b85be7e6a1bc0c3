package import CutroomSystem

/// Tells, once in the life of a process, which guards its workers have to do without.
package enum GuardNotice {
  private static let listener = Locked<(@Sendable ([MissingGuard]) -> Void)?>(nil)

  /// Has `tell` called when the first worker starts, where there is something to tell.
  package static func give(to tell: @escaping @Sendable ([MissingGuard]) -> Void) {
    listener.withLock { $0 = tell }
  }

  static func workerStarts() {
    let tell = listener.withLock { listener in
      defer { listener = nil }
      return listener
    }
    guard let tell else { return }
    let missing = MissingGuard.ofThisKernel()
    if !missing.isEmpty { tell(missing) }
  }
}
