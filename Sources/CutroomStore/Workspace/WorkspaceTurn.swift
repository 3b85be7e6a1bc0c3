import CutroomSystem

extension Workspace {
  /// Runs `body` while no other process changes a file of the workspace's own, such as its
  /// `pipeline.json`, after removing what a dead one left beside it.
  func inTurn<Result>(_ body: () throws -> Result) throws -> Result {
    let control = try controlFolder()
    while try !control.tryLock() { _ = try Waiting.poll([], milliseconds: 20) }
    defer { control.unlock() }
    for name in try rootTemporaries() { try tree.root.remove(name) }
    return try body()
  }

  /// Removes what a dead writer of the workspace's own files left, if none is at work; returns it.
  func sweepIfIdle() -> [String] {
    whileIdle { names in
      for name in names { try tree.root.remove(name) }
    }
  }

  /// What ``sweepIfIdle()`` would remove.
  func leftoversIfIdle() -> [String] { whileIdle { _ in } }

  private func whileIdle(_ body: ([String]) throws -> Void) -> [String] {
    do {
      let control = try tree.root.folder(".cutroom")
      guard try control.tryLock() else { return [] }
      defer { control.unlock() }
      let names = try rootTemporaries()
      try body(names)
      return names
    } catch {
      // The next command tries again.
      return []
    }
  }

  private func rootTemporaries() throws(SystemError) -> [String] {
    try tree.root.names().filter(FileWriter.isTemporary)
  }
}
