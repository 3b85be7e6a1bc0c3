package import CutroomModel
package import CutroomSystem

/// What was fetched, spoken or made once, found again by what was asked for.
///
/// Any number of threads and processes may share a cache, and any of them may be killed at any moment.
/// An entry is whole or not there; its bytes are checked on every hit. The limit holds at every moment,
/// with what is being written counted in; who was used least lately goes first, and what a living
/// process or an owner pinned never. See `docs/format.md`.
package final class Cache: Sendable {
  package let limits: CacheLimits
  let clock: SystemClock
  let folders: CacheFolders
  let secrets: Secrets
  /// Nil where the limit leaves no room for it.
  let recent: CacheRecent?
  private let lockFile: Descriptor
  private let held = Locked(Held())

  private struct Held {
    var opened: (index: CacheIndex, inode: UInt64)?
    var session: CacheSession?
  }

  /// Opens the cache in a folder, made where it is empty.
  ///
  /// With an empty folder `aside` it is only read, as far as that can be written to: its index is made
  /// there from the entries, and tells nothing of what others are doing.
  package init(
    _ root: Folder,
    aside: Folder? = nil,
    limits: CacheLimits = CacheLimits(),
    clock: SystemClock = .real,
    secrets: Secrets = Secrets()
  ) throws {
    self.limits = limits
    self.clock = clock
    self.secrets = secrets
    folders = try CacheFolders(root, aside: aside)
    lockFile = try folders.state.openAppending("lock", mode: 0o600)
    recent = try CacheRecent(folders.state, length: limits.recentBytes)
  }

  deinit { close() }

  /// Lets go of everything that this process pinned and reserved.
  ///
  /// What cannot be done is done by whoever comes next, as if this process had been killed.
  package func close() {
    guard held.withLock({ $0.session != nil }) else { return }
    try? withDesk { desk in try desk.endSession() }
  }

  /// Works with the index while nobody else does; one that is damaged is made anew first.
  func withDesk<Result>(_ body: (inout CacheDesk) throws -> Result) throws -> Result {
    try held.withLock { held in
      try lockFile.lock()
      defer { lockFile.unlock() }
      do { return try run(body, &held) } catch is CacheIndexDamage {
        held.opened = nil
        try CacheAudit(folders: folders).image().write(folders.state)
        return try run(body, &held)
      }
    }
  }

  /// The slot of an entry that is not too old, seen without the lock, and noted as used; nil where only
  /// the lock tells.
  func glance(_ key: CacheKey, isUse: Bool) -> CacheSlot? {
    let now = clock.now()
    var seen: CacheSlot?
    held.withLock { held in
      guard let index = held.opened?.index, let (number, slot) = index.glance(key) else { return }
      if limits.isExpired(slot, at: now) { return }
      if !isUse || index.note(use: number, at: now) { seen = slot }
    }
    return seen
  }

  /// Makes the index anew from the entries.
  package func rebuild() throws {
    try withDesk { _ in try CacheAudit(folders: folders).image().write(folders.state) }
  }

  // MARK: -

  private func run<Result>(
    _ body: (inout CacheDesk) throws -> Result,
    _ held: inout Held
  ) throws -> Result {
    let opened = try current(held.opened)
    try opened.index.sortUses()
    var desk = CacheDesk(
      folders: folders,
      limits: limits,
      now: clock.now(),
      index: opened.index,
      session: held.session
    )
    defer {
      held.session = desk.session
      // One that was written anew meanwhile has another inode, which the next look sees.
      held.opened = (desk.index, opened.inode)
    }
    return try body(&desk)
  }

  /// The index that has the name now, with what a killed process had begun.
  private func current(
    _ opened: (index: CacheIndex, inode: UInt64)?
  ) throws -> (index: CacheIndex, inode: UInt64) {
    if let opened, let facts = try folders.state.facts(CacheIndex.name),
      facts.inode == opened.inode, facts.size == Int64(opened.index.layout.length)
    {
      guard opened.index.settle() else { throw CacheIndexDamage(reason: "its header") }
      return opened
    }
    if let found = try CacheIndex.open(folders.state) { return found }
    try CacheAudit(folders: folders).image().write(folders.state)
    guard let made = try CacheIndex.open(folders.state) else {
      throw CacheIndexDamage(reason: "it cannot be read back")
    }
    return made
  }
}

extension Workspace {
  /// The cache of the workspace.
  package func cache(limits: CacheLimits) throws -> Cache {
    try requireLocalFiles()
    return try Cache(
      tree.root.makeFolder("cache", mode: 0o700),
      limits: limits,
      clock: clock,
      secrets: secrets
    )
  }
}

extension CacheKey {
  /// The key of a request.
  package init<Request: CacheRequest>(_ request: Request) {
    self.init(kind: Request.kind, digest: Digest(sha256: request.canonicalBytes))
  }
}
