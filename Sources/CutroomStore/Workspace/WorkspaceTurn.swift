import CutroomSystem

extension Workspace {
  /// Runs `body` while no other process changes a file of the workspace's own, such as its
  /// `pipeline.json`, after removing what a dead one left beside it.
  func inTurn<Result>(_ body: () throws -> Result) throws -> Result {
    let control = try controlFolder()
    while try !control.tryLock() { _ = try Waiting.poll([], milliseconds: 20) }
    defer { control.unlock() }
    try sweepRoot()
    return try body()
  }

  /// Removes what a dead writer of the workspace's own files left, if none is at work.
  func sweepIfIdle() {
    guard let control = try? controlFolder(), (try? control.tryLock()) == true else { return }
    defer { control.unlock() }
    try? sweepRoot()
  }

  private func sweepRoot() throws(SystemError) {
    let root = tree.root
    for name in try root.names() where FileWriter.isTemporary(name) { try root.remove(name) }
  }
}
