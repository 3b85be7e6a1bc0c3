package import CutroomModel
import CutroomSystem

extension Cache {
  /// Removes what nobody will ask for: entries that are too old, pins that end, what was put aside as
  /// wrong, downloads that nobody went on with, what the dead left, and, where the limit was lowered,
  /// what was used least lately.
  ///
  /// A pin ends with its owner, and that of a run when its entry is too old, or when it is a day old
  /// and `isAsked` says of none of its fingerprints that an item of the owner has it now.
  /// With `isDry` nothing changes. Writes `index.json` of media and speech anew for other programs.
  /// `progress` gets bytes of entries looked at, and of how many.
  package func clean(
    isDry: Bool = false,
    isOwner: (ProjectID) -> Bool = { _ in true },
    isAsked: (ProjectID, Digest) -> Bool = { _, _ in true },
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> CacheCleaning {
    // Once to look for what is old, once to write down what is left.
    let total = 2 * (try statistics().parts.values.reduce(0) { $0 + $1.bytes })
    var done: Int64 = 0
    func advance(_ bytes: Int64) {
      done += bytes
      progress(min(done, total), total)
    }
    let (ended, unowned) = try dropPins(isDry: isDry, isOwner: isOwner, isAsked: isAsked)
    let free = isDry ? unowned : []
    var report = try sweep(isDry: isDry, alsoFree: free, progress: advance) { slot, desk in
      desk.isExpired(slot) ? \.expired : nil
    }
    (report.unpinned, report.unneeded) = (ended.unpinned, ended.unneeded)
    report.freed += try withDesk { try $0.dropQuarantine(isDry: isDry) }
    try makeFit(isDry: isDry, alsoFree: free, &report)
    let stale = try CacheParts(root: folders.root).sweep(at: clock.now(), isDry: isDry)
    report.downloads = stale.map(\.name)
    report.freed += stale.reduce(0) { $0 + $1.size }
    if isDry { return report }
    try sweepLeftovers()
    try export(advance)
    progress(total, total)
    return report
  }

  /// Removes an entry that turned out to be good for nothing, whoever pinned it; false where there is
  /// none, or where another process works with it.
  package func drop(_ key: CacheKey) throws -> Bool {
    try withDesk { desk in
      guard let (number, _) = try desk.find(key) else { return false }
      try desk.unpin(key)
      guard try desk.index.slot(number).pins == 0 else { return false }
      try desk.remove(number)
      return true
    }
  }

  /// Evicts until the limit is kept, where it was lowered.
  private func makeFit(
    isDry: Bool,
    alsoFree: Set<CacheKey>,
    _ report: inout CacheCleaning
  ) throws {
    let freed = isDry ? report.freed : 0
    var surplus = try withDesk { $0.index.taken } - freed - limits.entryBytes
    guard surplus > 0 else { return }
    let expired = Set(report.expired)
    let evicted = try sweep(isDry: isDry, alsoFree: alsoFree) { slot, _ in
      guard surplus > 0, !expired.contains(slot.key) else { return nil }
      surplus -= slot.size
      return \.evicted
    }
    report.evicted = evicted.evicted
    report.freed += evicted.freed
  }

  /// Takes the pins away that end; with the keys of what is then nobody's any more.
  private func dropPins(
    isDry: Bool,
    isOwner: (ProjectID) -> Bool,
    isAsked: (ProjectID, Digest) -> Bool
  ) throws -> (report: CacheCleaning, free: Set<CacheKey>) {
    var report = CacheCleaning()
    var free: Set<CacheKey> = []
    for slot in try withDesk({ try $0.index.slots() }) where slot.isKept {
      guard let entry = try folders.entry(slot.key) else { continue }
      var isFree = slot.pins == 0
      let owners = try CachePin.owners(entry)
      if owners.isEmpty, !isDry { try letBeFree(slot.key) }
      for owner in owners {
        let askers = try CachePin.askers(entry, for: owner)
        let list: WritableKeyPath<CacheCleaning, [CacheKey]>
        if !isOwner(owner) {
          list = \.unpinned
        } else if isOver(askers, of: slot, isAsked: { isAsked(owner, $0) }) {
          list = \.unneeded
        } else {
          isFree = false
          continue
        }
        // Somebody may have asked meanwhile.
        func isSame(_ entry: Folder) throws -> Bool {
          try CachePin.askers(entry, for: owner) == askers
        }
        if !isDry { _ = try unpin(slot.key, for: owner, where: isSame) }
        if report[keyPath: list].last != slot.key { report[keyPath: list].append(slot.key) }
      }
      if isFree { free.insert(slot.key) }
    }
    return (report, free)
  }

  /// Ends what somebody left who was killed between a pin and the index.
  private func letBeFree(_ key: CacheKey) throws {
    try withDesk { desk in
      guard let (number, _) = try desk.find(key), let entry = try folders.entry(key),
        try CachePin.owners(entry).isEmpty
      else { return }
      try desk.index.keep(number, false)
    }
  }

  /// Whether the pin of a run is good for nothing any more; a person's never is.
  private func isOver(
    _ askers: [CachePin.Asker],
    of slot: CacheSlot,
    isAsked: (Digest) -> Bool
  ) -> Bool {
    if askers.isEmpty { return false }
    let now = clock.now()
    if limits.isExpired(slot, at: now) { return true }
    return !askers.contains { now - $0.at < CachePin.grace || isAsked($0.fingerprint) }
  }

  /// Removes what processes left that died at work.
  private func sweepLeftovers() throws {
    try withDesk { desk in
      try desk.reapDead()
      try desk.emptyGone()
      try CacheAudit(folders: folders).promises()
    }
    try CacheClaim.sweep(folders.claims)
  }
}

extension CacheDesk {
  /// Removes what was put aside; the bytes that this frees.
  func dropQuarantine(isDry: Bool) throws -> Int64 {
    try countQuarantine()
    if !isDry { return try emptyQuarantine() }
    return Int64(bitPattern: index[CacheLayout.Header.quarantined])
  }
}
