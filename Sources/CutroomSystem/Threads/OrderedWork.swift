/// Work on many things by several threads, whose results are handed over in order.
package struct OrderedWork: Sendable {
  private let threads: Int
  /// How many results may wait for one before them: what memory the work takes depends on this, not
  /// on how much there is to do.
  private let ahead: Int

  package init(threads: Int, ahead: Int = 256) {
    self.threads = max(1, threads)
    self.ahead = max(1, ahead)
  }

  /// Does `work` for 0..<count and hands each result to `each`, on this thread and in order, as soon
  /// as it and those before it are there; ends early once `each` answers false.
  package func run<Result: Sendable>(
    count: Int,
    _ work: @escaping @Sendable (Int) -> Result,
    each: (Result) -> Bool
  ) {
    let orders = Mailbox<Int>()
    let results = Mailbox<(Int, Result)>()
    let loop: @Sendable () -> Void = {
      while let index = orders.take() { results.post((index, work(index))) }
    }
    let workers = (0..<min(threads, count)).compactMap { _ in try? WorkThread(loop) }
    defer {
      orders.close()
      for worker in workers { worker.join() }
    }
    var ordered = min(ahead, count)
    for index in 0..<ordered { orders.post(index) }
    var early: [Int: Result] = [:]
    var due = 0
    while due < count {
      if workers.isEmpty, let index = orders.takeIfPresent() { results.post((index, work(index))) }
      guard let (index, result) = results.take() else { return }
      early[index] = result
      while let result = early.removeValue(forKey: due) {
        due += 1
        guard each(result) else { return orders.removeAll() }
        if ordered < count {
          orders.post(ordered)
          ordered += 1
        }
      }
    }
  }
}
