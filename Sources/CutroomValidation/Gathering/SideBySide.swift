import CutroomSystem

/// Work on many items by several threads at once.
package enum SideBySide {
  /// Does `work` for each item and hands every result to `each`, on this thread, in any order.
  ///
  /// What `each` throws ends the work: items not begun stay undone.
  package static func run<Item: Sendable, Result: Sendable>(
    _ items: [Item],
    threads: Int,
    work: @escaping @Sendable (Item) -> Result,
    each: (Result) throws -> Void
  ) throws {
    let next = Locked(0)
    let results = Mailbox<Result>()
    let turn: @Sendable () -> Void = {
      while let index = take(next, below: items.count) { results.post(work(items[index])) }
    }
    let others = (0..<min(threads, items.count)).compactMap { _ in try? WorkThread(turn) }
    if others.isEmpty { turn() }
    defer {
      next.withLock { $0 = items.count }
      for thread in others { thread.join() }
    }
    for _ in items {
      guard let result = results.take() else { return }
      try each(result)
    }
  }

  private static func take(_ next: Locked<Int>, below end: Int) -> Int? {
    next.withLock { next in
      guard next < end else { return nil }
      defer { next += 1 }
      return next
    }
  }
}
