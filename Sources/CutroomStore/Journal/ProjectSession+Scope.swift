extension ProjectSession {
  /// Lends a session to `body` and ends it, whatever becomes of that: with the lock taken, what a
  /// dead predecessor left mended, and at the end the journal durable, the index saved and no sign
  /// of an unclean end.
  ///
  /// Throws what `body` throws, else what kept the session from ending in peace;
  /// `StoreError.lockBusy` when the patience ends, and `.onNetwork` where the lock of this machine
  /// would not keep others out.
  @discardableResult
  package static func withSession<Result>(
    of project: Project,
    command: String,
    patience: ProjectLock.Patience,
    keeping: Keeping = Keeping(),
    thoroughness: Thoroughness = .quick,
    waiting: (LockHolder?) -> Void = { _ in },
    _ body: (ProjectSession, RecoveryReport) throws -> Result
  ) throws -> Result {
    let (session, report) = try open(
      project,
      command: command,
      patience: patience,
      keeping: keeping,
      thoroughness: thoroughness,
      waiting: waiting
    )
    return try session.ending { try body(session, report) }
  }

  /// The same for a project that is being made aside, where nobody else can be at work.
  ///
  /// One that will be kept although its maker dies is signed with `command`: what was left is mended
  /// where the project stands by then, by the next command for it.
  static func withDraft<Result>(
    _ project: Project,
    command: String? = nil,
    _ body: (ProjectSession) throws -> Result
  ) throws -> Result {
    let lock = try ProjectLock.take(project, patience: .none, isDraft: true)
    let session = try ProjectSession(project, lock: lock)
    if let command { try session.signAside(command) }
    return try session.ending { try body(session) }
  }

  private func ending<Result>(_ body: () throws -> Result) throws -> Result {
    let result: Result
    do { result = try body() } catch {
      // What went wrong first is what counts. A session that cannot end in peace keeps its sign,
      // and the next command mends what it left.
      try? close()
      throw error
    }
    try close()
    return result
  }
}
