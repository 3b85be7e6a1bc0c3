package import CutroomModel
import CutroomSystem

extension Cache {
  /// Removes what nobody will ask for: entries that are too old, pins of owners that are gone, what was
  /// put aside as wrong, and, where the limit was lowered, what was used least lately.
  ///
  /// With `isDry` nothing changes. Writes `index.json` of every kind anew for other programs.
  package func clean(
    isDry: Bool = false,
    isOwner: (ProjectID) -> Bool = { _ in true }
  ) throws -> CacheCleaning {
    let unpinned = try dropPins(isDry: isDry, isOwner: isOwner)
    var report = try sweep(isDry: isDry) { slot, desk in desk.isExpired(slot) ? \.expired : nil }
    var surplus = try withDesk { desk in
      let wrong = Int64(bitPattern: desk.index[CacheLayout.Header.quarantined])
      if !isDry { try desk.emptyQuarantine() }
      report.freed += wrong
      return desk.index.taken - limits.bytes - (isDry ? report.freed : 0)
    }
    if surplus > 0 {
      let expired = Set(report.expired)
      let evicted = try sweep(isDry: isDry) { slot, _ in
        guard surplus > 0, !expired.contains(slot.key) else { return nil }
        surplus -= slot.size
        return \.evicted
      }
      report.evicted = evicted.evicted
      report.freed += evicted.freed
    }
    report.freed += try sweepParts(isDry: isDry)
    report.unpinned = unpinned
    if !isDry { try export() }
    return report
  }

  /// Removes an entry that turned out to be good for nothing; false where there is none, or where it is
  /// pinned.
  package func drop(_ key: CacheKey) throws -> Bool {
    try withDesk { desk in
      guard let (number, slot) = try desk.find(key), !slot.isKept else { return false }
      try desk.unpin(key)
      guard try desk.index.slot(number).isFree else { return false }
      try desk.remove(number)
      return true
    }
  }

  /// Takes the pins of owners away that are gone; returns the entries that had such.
  private func dropPins(isDry: Bool, isOwner: (ProjectID) -> Bool) throws -> [CacheKey] {
    var unpinned: [CacheKey] = []
    for slot in try withDesk({ try $0.index.slots() }) where slot.isKept {
      guard let entry = try folders.entry(slot.key) else { continue }
      for owner in try CachePin.owners(entry) where !isOwner(owner) {
        if !isDry { _ = try unpin(slot.key, for: owner) }
        if unpinned.last != slot.key { unpinned.append(slot.key) }
      }
    }
    return unpinned
  }

  /// Writes `<kind>/index.json`: what the index knows, for people and other programs; nothing here reads
  /// it.
  private func export() throws {
    let entries = Dictionary(grouping: try list(), by: \.key.kind)
    for kind in CacheKind.allCases {
      let list = (entries[kind] ?? []).sorted { $0.key.description < $1.key.description }
      let json: JSONValue = [
        "version": "1.0", "kind": "cache-index",
        "entries": .array(list.map(Self.json)),
      ]
      try FileWriter(folder: folders[kind])
        .replacePassing("index.json", bytes: JSONWriter.document(json), mode: 0o600)
    }
  }

  private static func json(_ entry: CacheListing) -> JSONValue {
    func time(_ microseconds: Int64) -> JSONValue {
      .string(Instant(microseconds: microseconds).iso8601)
    }
    return [
      "key": .string(entry.key.digest.description),
      "path": .string(
        "\(entry.key.digest)/\(CacheFile.name(at: 0, ending: entry.ending))"
      ),
      "bytes": .integer(entry.bytes), "files": .integer(Int64(entry.files)),
      "createdAt": time(entry.createdAt), "expiresAt": time(entry.expiresAt),
      "lastUsedAt": time(entry.lastUsed), "usageCount": .integer(Int64(clamping: entry.uses)),
      "pinned": .bool(entry.isPinned),
    ]
  }
}
