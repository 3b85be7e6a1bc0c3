import CutroomModel
import CutroomSystem

// What may be done without the lock of the cache, while others change the index.

extension CacheIndex {
  /// The number and the slot of an entry.
  ///
  /// Nil where there is none, and also where somebody is changing the index, died over that, or put
  /// another one in its place: only the lock tells. The caller must keep the other threads of this
  /// process from changing it.
  func glance(_ key: CacheKey) -> (number: Int, slot: CacheSlot)? {
    if !map.isWhole { return nil }
    let version = map.load(CacheLayout.version)
    guard version % 2 == 0, let number = try? find(key), let slot = try? slot(number) else {
      return nil
    }
    map.fence()
    return map.load(CacheLayout.version) == version ? (number, slot) : nil
  }

  /// Notes that an entry is used now, for whoever takes the lock next; false where there is no room.
  func note(use number: Int, at now: Int64) -> Bool {
    let place = map.add(1, at: Uses.count)
    guard place < Uses.most else { return false }
    map.store(UInt64(bitPattern: now), at: Uses.time(Int(place)))
    map.store(UInt64(number + 1), at: Uses.name(Int(place)))
    return true
  }

  /// Sorts in what was used without the lock; to be called by whoever has taken it.
  func sortUses() throws(CacheIndexDamage) {
    if map.load(Uses.count) == 0 { return }
    // Nobody adds one while they are taken out.
    let count = min(map.exchange(UInt64(Uses.most), at: Uses.count), UInt64(Uses.most))
    // Slots lie anywhere in memory, and so do their neighbours in the list: waiting for one at a time
    // would take longer than all the rest.
    for place in 0..<Int(count) { prefetch(map.load(Uses.name(place))) }
    for place in 0..<Int(count) { prefetchNeighbours(map.load(Uses.name(place))) }
    var change = CacheTransaction(map)
    for place in 0..<Int(count) {
      if let (number, now) = noted(place) { try use(number, at: now, &change) }
      map.store(0, at: Uses.name(place))
    }
    map.store(0, at: Uses.count)
  }

  /// What was used without the lock and is not sorted in yet, in that order.
  func notedUses() -> [(number: Int, now: Int64)] {
    (0..<Int(min(map.load(Uses.count), UInt64(Uses.most)))).compactMap(noted)
  }

  private func prefetch(_ name: UInt64) {
    guard let number = try? number(name) else { return }
    map.prefetch(layout.slot(number))
    map.prefetch(layout.slot(number) + CacheLayout.Slot.newer)
  }

  private func prefetchNeighbours(_ name: UInt64) {
    guard let number = try? number(name) else { return }
    prefetch(self[layout.slot(number) + CacheLayout.Slot.newer])
    prefetch(self[layout.slot(number) + CacheLayout.Slot.older])
  }

  /// Nil where whoever adds it is not that far yet, or was killed, and where the entry is gone.
  private func noted(_ place: Int) -> (number: Int, now: Int64)? {
    let name = map.load(Uses.name(place))
    guard name != 0, let number = try? number(name), CacheSlot(memory(of: number)) != nil else {
      return nil
    }
    return (number, Int64(bitPattern: map.load(Uses.time(place))))
  }

  private typealias Uses = CacheLayout.Uses
}
