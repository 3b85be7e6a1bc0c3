package import CutroomModel
import CutroomSystem

extension Cache {
  /// What the cache holds, without a look at the entries.
  package func statistics() throws -> CacheStatistics {
    try withDesk { desk in
      var statistics = CacheStatistics(limit: limits.bytes)
      statistics.recent = try folders.state.facts(CacheRecent.name)?.size ?? 0
      statistics.downloads = try CacheParts(root: folders.root).total()
      for kind in CacheKind.allCases {
        statistics.parts[kind] = CacheStatistics.Part(
          entries: Int(desk.index[CacheLayout.Header.count(kind)]),
          bytes: Int64(bitPattern: desk.index[CacheLayout.Header.bytes(kind)])
        )
      }
      statistics.quarantined = Int64(bitPattern: desk.index[CacheLayout.Header.quarantined])
      statistics.reserved =
        desk.index.taken - statistics.quarantined
        - statistics.parts.values.reduce(0) { $0 + $1.bytes }
      for slot in try desk.index.slots() where !slot.isFree {
        statistics.pinned.entries += 1
        statistics.pinned.bytes += slot.size
      }
      return statistics
    }
  }

  /// Every entry, least lately used first, the pinned ones last.
  package func list() throws -> [CacheListing] {
    try withDesk { desk in
      try desk.index.slots().map { CacheListing($0, limits: limits) }
    }
  }

  /// What all files of entries really take, as stat(2) says, at a moment when nobody changes anything.
  package func measured() throws -> Int64 {
    try withDesk { desk in
      let folders = desk.folders
      var places = CacheKind.allCases.map { folders[$0] }
      places += [folders.building, folders.gone, folders.quarantine]
      var bytes: Int64 = 0
      for place in places {
        for name in try place.names() where try place.facts(name)?.kind == .directory {
          let entry = try place.folder(name)
          for file in try entry.names() { bytes += try entry.facts(file)?.size ?? 0 }
        }
      }
      return bytes
    }
  }

  /// Removes every entry, or those of one kind, that nobody holds or pinned, and, of everything, what
  /// was put aside as wrong; with `isDry` nothing.
  package func clear(_ kind: CacheKind? = nil, isDry: Bool = false) throws -> CacheCleaning {
    func verdict(
      _ slot: CacheSlot,
      _ desk: CacheDesk
    ) -> WritableKeyPath<CacheCleaning, [CacheKey]>? {
      kind == nil || slot.key.kind == kind ? \.evicted : nil
    }
    var report = try sweep(isDry: isDry, verdict)
    if kind == nil {
      report.freed += try withDesk { try $0.dropQuarantine(isDry: isDry) }
    }
    // Whoever clears does not want the bytes to stay elsewhere.
    if !isDry { try recent?.empty() }
    return report
  }

  /// Removes the entries for which `verdict` names a list of the report; held and pinned ones stay.
  ///
  /// `progress` gets how many bytes of entries were looked at.
  func sweep(
    isDry: Bool = false,
    alsoFree: Set<CacheKey> = [],
    progress: (Int64) -> Void = { _ in },
    _ verdict: (CacheSlot, CacheDesk) throws -> WritableKeyPath<CacheCleaning, [CacheKey]>?
  ) throws -> CacheCleaning {
    func mayGo(_ slot: CacheSlot) -> Bool { slot.isFree || alsoFree.contains(slot.key) }
    var report = CacheCleaning()
    var slots = try withDesk({ try $0.index.slots() })
    // Once they are nobody's, they stand among the others.
    if !alsoFree.isEmpty { slots.sort { $0.lastUsed < $1.lastUsed } }
    for slot in slots where mayGo(slot) {
      // A lock for each: others work meanwhile.
      try withDesk { desk in
        guard let (number, now) = try desk.find(slot.key), mayGo(now),
          let list = try verdict(now, desk)
        else { return }
        if !isDry { try desk.evict(number) }
        guard try isDry || desk.index.find(slot.key) == nil else { return }
        report[keyPath: list].append(slot.key)
        report.freed += now.size
      }
      progress(slot.size)
    }
    return report
  }
}
