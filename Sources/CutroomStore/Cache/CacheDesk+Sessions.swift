import CutroomModel
import CutroomSystem

extension CacheDesk {
  /// The session of this process, begun where there is none.
  mutating func mySession() throws -> CacheSession {
    if let session { return session }
    for number in 0..<CacheLayout.Header.sessions {
      let name = CacheSession.name(number)
      let file = try folders.live.openAppending(name, mode: 0o600)
      guard try file.tryLock() else { continue }
      try reap(number, file)
      let mine = CacheSession(number: number, file: file)
      session = mine
      try reapDead()
      try emptyGone()
      return mine
    }
    throw CacheError.tooManyProcesses(
      path: folders.root.path,
      most: CacheLayout.Header.sessions
    )
  }

  /// Ends what sessions of dead processes left: their pins, their room, their half-built entries.
  func reapDead() throws {
    var live = index[CacheLayout.Header.live]
    while live != 0 {
      let number = live.trailingZeroBitCount
      live &= live - 1
      if number == session?.number { continue }
      let file = try folders.live.openAppending(CacheSession.name(number), mode: 0o600)
      guard try file.tryLock() else { continue }
      defer { file.unlock() }
      try reap(number, file)
    }
  }

  /// Ends this process's session.
  mutating func endSession() throws {
    guard let session else { return }
    for key in session.pinned {
      guard let number = try index.find(key) else { continue }
      try index.unpin(number, session: session.number)
    }
    index.end(session: session.number)
    try session.file.truncate(to: 0)
    self.session = nil
  }

  /// To be called with the session's file locked.
  private func reap(_ number: Int, _ file: borrowing Descriptor) throws {
    for key in try CacheSession.keys(file) {
      guard let entry = try index.find(key) else { continue }
      try index.unpin(entry, session: number)
    }
    let prefix = "\(CacheSession.name(number))-"
    for name in try folders.building.names() where name.hasPrefix(prefix) {
      try folders.building.removeTree(name)
    }
    // The room that they took is free only now.
    if index[CacheLayout.Header.live] & 1 << UInt64(number) != 0 { index.end(session: number) }
    try file.truncate(to: 0)
  }

  /// Pins an entry for this process.
  mutating func pin(_ number: Int, _ key: CacheKey) throws {
    let session = try mySession()
    // First the file: the index may be made anew from it.
    if !session.pinned.contains(key) { try session.note(key) }
    try index.pin(number, session: session.number)
  }

  /// Lets go of an entry that this process pinned.
  func unpin(_ key: CacheKey) throws {
    guard let session, session.pinned.contains(key) else { return }
    if let number = try index.find(key) { try index.unpin(number, session: session.number) }
    // Last: what the file does not name any more nobody unpins.
    try session.forget(key)
  }
}
