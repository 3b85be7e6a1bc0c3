import CutroomModel
import CutroomSystem

extension Cache {
  /// Reads every byte of every entry; what is wrong is put aside, and a whole one that the index did
  /// not know is known from then on.
  ///
  /// `progress` gets entries and bytes done, and of how many.
  package func verify(
    progress: (_ done: CacheVerification, _ entries: Int, _ bytes: Int64) -> Void = { _, _, _ in }
  ) throws -> CacheVerification {
    var result = CacheVerification()
    result.wrong = try takeStock()
    let slots = try withDesk { try $0.index.slots() }
    let bytes = slots.reduce(Int64(0)) { $0 + $1.size }
    for slot in slots {
      try judge(slot, &result)
      result.entries += 1
      result.bytes += slot.size
      progress(result, slots.count, bytes)
    }
    return result
  }

  /// Makes the index know every entry that lies there; returns those that were no whole ones, which
  /// were put aside.
  private func takeStock() throws -> [CacheKey] {
    let known = Set(try withDesk { try $0.index.slots() }.map(\.key))
    var wrong: [CacheKey] = []
    for kind in CacheKind.allCases {
      for name in try folders[kind].names() {
        guard let digest = Digest(name) else { continue }
        let key = CacheKey(kind: kind, digest: digest)
        if known.contains(key) { continue }
        // A lock for each: others work meanwhile, and may have made this one just now.
        if try !withDesk({ try $0.takeIn(key) }) { wrong.append(key) }
      }
    }
    try withDesk { try $0.countQuarantine() }
    return wrong
  }

  private func judge(_ slot: CacheSlot, _ result: inout CacheVerification) throws {
    let (hit, isThere) = try withDesk { desk in
      guard try desk.index.find(slot.key) != nil else { return (CacheHit?.none, false) }
      return (try CacheHit(slot, folders: folders), try folders.entry(slot.key) != nil)
    }
    if let hit, try isRight(hit) { return }
    guard try putAside(slot) else {
      // Gone or replaced meanwhile is not wrong; what lies there now is looked at in its turn.
      guard let now = try withDesk({ try $0.find(slot.key)?.slot }), !now.isSameEntry(as: slot)
      else { return }
      return try judge(now, &result)
    }
    if isThere { result.wrong.append(slot.key) } else { result.missing.append(slot.key) }
  }

  private func isRight(_ hit: CacheHit) throws -> Bool {
    guard try hit.files.allSatisfy({ try $0.hasRightBytes() }),
      let (metadata, bytes) = try hit.metadata(), let told = CacheSlot(metadata, bytes: bytes)
    else { return false }
    return told.isSameEntry(as: hit.slot)
  }
}

extension CacheDesk {
  /// Has the index know an entry that lies there; one that is not whole is put aside, which is false.
  fileprivate mutating func takeIn(_ key: CacheKey) throws -> Bool {
    if try index.find(key) != nil { return true }
    if let slot = try CacheAudit(folders: folders).slot(key) {
      try add(slot, reserved: 0)
      return true
    }
    do { try folders.putAside(key) } catch {
      // Whoever looked at it first removed it.
      if error.code == .noSuchFile { return true }
      throw error
    }
    return false
  }
}
