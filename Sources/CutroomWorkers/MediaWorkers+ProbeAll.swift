package import CutroomModel
import CutroomSystem

extension MediaWorkers {
  /// Probes many files with all workers busy, and hands over each answer in the order of `paths`
  /// as soon as it and those before it are there.
  ///
  /// A file that cannot be opened or probed is an answer too. `hash` adds the SHA-256 of each file
  /// that could be probed.
  package func probeAll(
    _ paths: [String],
    deep: Bool = false,
    hash: Bool = false,
    deadline: Duration = .seconds(10),
    each: (ProbeAnswer) -> Void
  ) {
    let threads = min(workersAtOnce, paths.count)
    let next = Locked(0)
    let answers = Mailbox<(Int, ProbeAnswer)>()
    let work: @Sendable () -> Void = { [self] in
      while let index = next.takeNext(below: paths.count) {
        let result = Result { () throws(ProbeFailure) in
          try probe(path: paths[index], deep: deep, hash: hash, deadline: deadline)
        }
        answers.post((index, ProbeAnswer(path: paths[index], result: result)))
      }
    }
    let others = (0..<threads).compactMap { _ in try? WorkThread(work) }
    if others.isEmpty { work() }
    Self.deliver(answers, count: paths.count, each)
    for thread in others { thread.join() }
  }

  /// Probes one file by its name.
  package func probe(
    path: String,
    deep: Bool = false,
    hash: Bool = false,
    deadline: Duration = .seconds(10)
  ) throws(ProbeFailure) -> ProbeFacts {
    do throws(WorkerFailure) {
      let file = try InputFile.open(path)
      var facts = try probe(file, path: path, deep: deep, deadline: deadline)
      if hash { facts.cutroom.sha256 = try InputFile.hash(file) }
      return facts
    } catch {
      throw ProbeFailure(error)
    }
  }

  private static func deliver(
    _ answers: Mailbox<(Int, ProbeAnswer)>,
    count: Int,
    _ each: (ProbeAnswer) -> Void
  ) {
    var early: [Int: ProbeAnswer] = [:]
    var due = 0
    while due < count, let (index, answer) = answers.take() {
      early[index] = answer
      while let answer = early.removeValue(forKey: due) {
        each(answer)
        due += 1
      }
    }
  }
}

extension Locked<Int> {
  fileprivate func takeNext(below end: Int) -> Int? {
    withLock { next in
      guard next < end else { return nil }
      defer { next += 1 }
      return next
    }
  }
}
