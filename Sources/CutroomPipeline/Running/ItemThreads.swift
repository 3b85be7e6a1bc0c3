import CutroomModel
import CutroomSystem

/// The threads that do the items of a run, as many as were ever in work at once.
///
/// Children die with the thread that started them, so these live as long as the run. One thread uses it.
final class ItemThreads {
  /// An attempt at an item.
  struct Job: Sendable {
    let step: Int
    let index: Int
    let attempt: Int
    let item: EvaluatedItem
    let node: StageGraph.Node
    let place: PoolPlace
  }

  private let runner: ItemRunner
  private let ended: @Sendable (Job, Result<RunEvent.Way, ItemFailure>) -> Void
  private let jobs = Mailbox<Job>()
  private let inWork = Locked(0)
  private var threads: [WorkThread] = []

  /// `ended` hears of each job, on its thread.
  init(
    _ runner: ItemRunner,
    ended: @escaping @Sendable (Job, Result<RunEvent.Way, ItemFailure>) -> Void
  ) {
    self.runner = runner
    self.ended = ended
  }

  /// Has a job done, at once.
  func post(_ job: Job) throws {
    let count = inWork.withLock { count in
      count += 1
      return count
    }
    if threads.count < count { threads.append(try startThread()) }
    jobs.post(job)
  }

  /// Waits until all that was posted is done, and ends the threads.
  func end() {
    jobs.close()
    for thread in threads { thread.join() }
  }

  private func startThread() throws -> WorkThread {
    try WorkThread { [jobs, runner, inWork, ended] in
      while let job = jobs.take() {
        let end = runner.at(job.place).perform(job.item, in: job.node, attempt: job.attempt)
        inWork.withLock { $0 -= 1 }
        ended(job, end)
      }
    }
  }
}
