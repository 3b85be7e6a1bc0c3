import CutroomModel
import CutroomSystem

/// What whoever holds the lock of a cache works with.
struct CacheDesk {
  let folders: CacheFolders
  let limits: CacheLimits
  /// Microseconds since 1970.
  let now: Int64
  var index: CacheIndex
  /// This process among those at work; nil until it pins something or asks for room.
  var session: CacheSession?

  /// The slot of an entry with its number; nil where there is none.
  func find(_ key: CacheKey) throws -> (number: Int, slot: CacheSlot)? {
    guard let number = try index.find(key) else { return nil }
    return (number, try index.slot(number))
  }

  func isExpired(_ slot: CacheSlot) -> Bool { limits.isExpired(slot, at: now) }

  /// Adds an entry, giving back what was reserved for it; a full index is written anew with twice the
  /// room.
  mutating func add(_ slot: CacheSlot, reserved: Int64) throws {
    if index.isFull { try grow() }
    try index.add(slot, reserved: reserved, session: session?.number ?? 0)
  }

  private mutating func grow() throws {
    var image = CacheIndexImage(slots: try index.slots())
    image.quarantined = Int64(bitPattern: index[CacheLayout.Header.quarantined])
    image.recent = index[CacheLayout.Header.recent]
    for session in 0..<CacheLayout.Header.sessions {
      let size = Int64(bitPattern: index[CacheLayout.Header.reserved(session)])
      if size > 0 { image.reserved[session] = size }
    }
    try image.write(folders.state)
    guard let new = try CacheIndex.open(folders.state) else {
      throw CacheIndexDamage(reason: "it cannot be read back")
    }
    index = new.index
  }

  /// Removes an entry with its files.
  ///
  /// The index forgets it last, so that a kill leaves nothing that takes room and is not counted.
  func remove(_ number: Int) throws {
    let slot = try index.slot(number)
    guard let entry = try folders.entry(slot.key) else {
      // Whoever died over it left its files aside.
      try emptyGone()
      try countQuarantine()
      return try index.remove(number)
    }
    let aside = RandomName.hex(16)
    try folders[slot.key.kind].rename(slot.key.digest.description, to: aside, in: folders.gone)
    do {
      for name in try entry.names() { try entry.remove(name) }
      try folders.gone.removeEmptyFolder(aside)
    } catch { try folders.gone.removeTree(aside) }
    try index.remove(number)
  }

  /// Removes what processes left that died while they removed it.
  func emptyGone() throws {
    for name in try folders.gone.everyName() { try folders.gone.removeTree(name) }
  }

  /// Counts what lies aside anew: somebody may have died before it was noted.
  func countQuarantine() throws {
    let bytes = try folders.quarantinedBytes()
    if index[CacheLayout.Header.quarantined] != UInt64(bitPattern: bytes) {
      index.setQuarantined(bytes)
    }
  }
}
