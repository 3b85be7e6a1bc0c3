import CutroomModel
import CutroomSystem

/// The truth about a cache: its entries as they lie on the disk.
///
/// An index that is damaged, or of another start of the machine, only tells when each was used last.
struct CacheAudit {
  let folders: CacheFolders

  /// An index of what is there; what is no whole entry is put aside, where that is allowed.
  func image() throws -> CacheIndexImage {
    let known = Self.unambiguous(CacheIndex.salvage(folders.state))
    let pins = try livePins()
    var image = CacheIndexImage(slots: [])
    for kind in CacheKind.allCases {
      for entry in try folders[kind].entries() {
        guard let digest = Digest(entry.name) else { continue }
        let key = CacheKey(kind: kind, digest: digest)
        guard var slot = try slot(key, known[key]) else {
          if !folders.isOnlyRead { try folders.putAside(key) }
          continue
        }
        slot.pins = pins[key] ?? 0
        image.slots.append(slot)
      }
    }
    image.slots.sort { $0.lastUsed < $1.lastUsed }
    image.quarantined = try folders.quarantinedBytes()
    image.reserved = try promises()
    return image
  }

  /// What the processes that live have pinned.
  private func livePins() throws -> [CacheKey: UInt64] {
    var pins: [CacheKey: UInt64] = [:]
    for number in 0..<CacheLayout.Header.sessions
    where try CacheSession.isAlive(number, folders.live) {
      let file = try folders.live.openAppending(CacheSession.name(number), mode: 0o600)
      for key in try CacheSession.keys(file) { pins[key, default: 0] |= 1 << UInt64(number) }
    }
    return pins
  }

  /// What the entries that are being built will take; what the dead were building is removed.
  @discardableResult
  func promises() throws -> [Int: Int64] {
    var promised: [Int: Int64] = [:]
    for name in try folders.building.names() {
      if let (number, size) = CacheSession.owner(ofBuilding: name),
        try CacheSession.isAlive(number, folders.live)
      {
        promised[number, default: 0] += size
      } else {
        try folders.building.removeTree(name)
      }
    }
    return promised
  }

  private static func unambiguous(_ slots: [CacheSlot]) -> [CacheKey: CacheSlot] {
    let byKey = Dictionary(grouping: slots, by: \.key)
    return byKey.compactMapValues { $0.count == 1 ? $0[0] : nil }
  }

  /// The slot of an entry; nil where it is none.
  func slot(_ key: CacheKey, _ known: CacheSlot? = nil) throws -> CacheSlot? {
    guard let entry = try folders.entry(key) else { return nil }
    let names = try entry.names()
    var slot: CacheSlot?
    if let known, known.files == 1, names.contains(CacheMetadata.name),
      try entry.facts(CacheFile.name(at: 0, ending: known.ending))?.size == known.dataSize
    {
      slot = known
      // What was kept last is counted from the beginning again.
      slot?.recent = nil
    } else {
      slot = try CacheReading(entry: entry, key: key).slot()
      if let known { slot?.lastUsed = known.lastUsed }
      if let known { slot?.uses = known.uses }
    }
    slot?.isKept = names.contains(where: CachePin.isPin)
    return slot
  }
}
