import CutroomModel
import CutroomSystem

extension CacheDesk {
  /// Evicts what was used least lately until `size` more bytes are within the limit.
  ///
  /// Nobody's pins are touched, and unless `evicting` nothing but what is wrong or of the dead goes;
  /// returns why there is no room.
  mutating func makeRoom(for size: Int64, evicting: Bool = true) throws -> CacheRefusal? {
    let limit = limits.entryBytes
    if size > limit { return .tooLarge(size: size, limit: limit) }
    if fits(size) { return nil }
    // What was found wrong is the first to go.
    try emptyQuarantine()
    if !canFit(size) || !evicting { try reapDead() }
    guard evicting ? canFit(size) : fits(size) else { return .noRoom(size: size, limit: limit) }
    while !fits(size) {
      guard let oldest = try index.oldest() else { return .noRoom(size: size, limit: limit) }
      try evict(oldest)
    }
    return nil
  }

  /// Whether there would be room if everything went that may.
  private func canFit(_ size: Int64) -> Bool {
    index.taken - Int64(bitPattern: index[CacheLayout.Header.listed]) <= limits.entryBytes - size
  }

  private func fits(_ size: Int64) -> Bool { index.taken <= limits.entryBytes - size }

  /// Removes an entry, unless its folder says that somebody pinned it, which the index then learns.
  func evict(_ number: Int) throws {
    let slot = try index.slot(number)
    if let entry = try folders.entry(slot.key), try !CachePin.owners(entry).isEmpty {
      return try index.keep(number, true)
    }
    try remove(number)
  }

  /// Removes everything that was put aside; returns the bytes that this freed.
  @discardableResult
  func emptyQuarantine() throws -> Int64 {
    let bytes = Int64(bitPattern: index[CacheLayout.Header.quarantined])
    for name in try folders.quarantine.everyName() { try folders.quarantine.removeTree(name) }
    if bytes > 0 { index.setQuarantined(0) }
    return bytes
  }
}
