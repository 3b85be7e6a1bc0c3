/// Work on many items by several threads, whose results are handed over in the order in which they
/// come; ``OrderedWork`` hands them over in the order of the items.
package enum SideBySide {
  private static let pauseMilliseconds: Int64 = 200

  /// Does `work` for each item and hands every result to `each`, on this thread, in any order.
  ///
  /// While no result comes, `waiting` is called five times a second. What either throws ends the
  /// work: items not begun stay undone, those under way are waited for.
  package static func run<Item: Sendable, Result: Sendable>(
    _ items: [Item],
    threads: Int,
    work: @escaping @Sendable (Item) -> Result,
    waiting: () throws -> Void = {},
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
      var result = results.take(withinMilliseconds: pauseMilliseconds)
      while result == nil {
        try waiting()
        result = results.take(withinMilliseconds: pauseMilliseconds)
      }
      if let result { try each(result) }
    }
  }

  /// The same with somewhere to tell how many are done: before the first, after each, and while no
  /// result comes.
  package static func run<Item: Sendable, Result: Sendable>(
    _ items: [Item],
    threads: Int,
    work: @escaping @Sendable (Item) -> Result,
    telling tell: (Int) throws -> Void,
    each: (Result) throws -> Void
  ) throws {
    var done = 0
    func step() throws { try tell(done) }
    try step()
    try run(items, threads: threads, work: work, waiting: step) { result in
      try each(result)
      done += 1
      try step()
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
