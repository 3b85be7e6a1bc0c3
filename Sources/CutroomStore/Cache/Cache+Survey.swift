package import CutroomModel
import CutroomSystem

extension Cache {
  /// What the cache holds, without a look at the entries.
  package func statistics() throws -> CacheStatistics {
    try withDesk { desk in
      var statistics = CacheStatistics(limit: limits.bytes)
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

  /// Removes every entry, or those of one kind, that nobody holds or pinned.
  package func clear(_ kind: CacheKind? = nil) throws -> CacheCleaning {
    try sweep { slot, _ in (kind == nil || slot.key.kind == kind) ? \.evicted : nil }
  }

  /// Reads every byte of every entry; what is wrong is put aside.
  ///
  /// `progress` gets entries and bytes done, and of how many.
  package func verify(
    progress: (_ done: CacheVerification, _ entries: Int, _ bytes: Int64) -> Void = { _, _, _ in }
  ) throws -> CacheVerification {
    // What lies there without being known counts too.
    try rebuild()
    let slots = try withDesk { try $0.index.slots() }
    let bytes = slots.reduce(Int64(0)) { $0 + $1.size }
    var result = CacheVerification()
    for slot in slots {
      if try !isRight(slot) { result.wrong.append(slot.key) }
      result.entries += 1
      result.bytes += slot.size
      progress(result, slots.count, bytes)
    }
    return result
  }

  /// Whether an entry holds what it was given, or is gone meanwhile.
  private func isRight(_ slot: CacheSlot) throws -> Bool {
    let hit = try withDesk { desk in
      try desk.index.find(slot.key) == nil ? nil : CacheHit(slot, folders: folders)
    }
    var isRight = hit != nil
    if let hit { isRight = try hit.files.allSatisfy { try $0.hasRightBytes() } }
    if let hit, isRight { isRight = try hit.about() != nil }
    if isRight { return true }
    return try withDesk { desk in
      guard let (number, now) = try desk.find(slot.key), now.content == slot.content else {
        return true
      }
      try desk.quarantine(number)
      return false
    }
  }

  /// Removes the entries for which `verdict` names a list of the report; held and pinned ones stay.
  func sweep(
    isDry: Bool = false,
    _ verdict: (CacheSlot, CacheDesk) throws -> WritableKeyPath<CacheCleaning, [CacheKey]>?
  ) throws -> CacheCleaning {
    var report = CacheCleaning()
    for slot in try withDesk({ try $0.index.slots() }) where slot.isFree {
      // A lock for each: others work meanwhile.
      try withDesk { desk in
        guard let (number, now) = try desk.find(slot.key), now.isFree,
          let list = try verdict(now, desk)
        else { return }
        if !isDry { try desk.evict(number) }
        guard try isDry || desk.index.find(slot.key) == nil else { return }
        report[keyPath: list].append(slot.key)
        report.freed += now.size
      }
    }
    return report
  }
}
