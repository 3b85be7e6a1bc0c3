import CutroomModel
import CutroomSystem

// Each change is whole whenever the process is killed.

extension CacheIndex {
  private typealias Header = CacheLayout.Header
  private typealias Slot = CacheLayout.Slot

  /// Whether there is no slot for one more entry.
  var isFull: Bool {
    self[Header.free] == 0 && self[Header.fresh] >= UInt64(layout.capacity)
  }

  /// Adds an entry, which becomes the one used last, and gives back what was reserved for it.
  func add(_ slot: CacheSlot, reserved: Int64, session: Int) throws(CacheIndexDamage) {
    var change = CacheTransaction(map)
    let number: Int
    if self[Header.free] != 0 {
      number = try self.number(self[Header.free])
      change[Header.free] = self[layout.slot(number) + Slot.older]
    } else {
      number = try self.number(self[Header.fresh] + 1)
      change[Header.fresh] += 1
    }
    // Nobody reaches a free slot, so that it may be filled before the change begins.
    slot.store(at: memory(of: number))
    let bucket = layout.bucket(slot.key)
    change[layout.slot(number) + Slot.chain] = self[bucket]
    change[bucket] = UInt64(number + 1)
    change.add(slot.size, at: Header.bytes(slot.key.kind))
    change.add(1, at: Header.count(slot.key.kind))
    change.add(-reserved, at: Header.reserved(session))
    if let recent = slot.recent { change[Header.recent] = recent.start + UInt64(slot.size) }
    if slot.isFree { try putFirst(number, in: &change) }
    change.commit()
  }

  /// What makes the index tell of another entry under the same key, used last from then on, and gives back
  /// what was reserved for it; whoever works with the old one works with the new one.
  ///
  /// Nothing can fail once it is made.
  func renewal(
    _ number: Int,
    _ slot: CacheSlot,
    reserved: Int64,
    session: Int
  ) throws(CacheIndexDamage) -> CacheTransaction {
    let old = try self.slot(number)
    var change = CacheTransaction(map)
    if old.isFree { try unlist(number, in: &change) }
    let place = layout.slot(number)
    for (offset, word) in slot.words where Slot.renewed.contains(offset) {
      change[place + offset] = word
    }
    let growth = slot.size - old.size
    change.add(growth, at: Header.bytes(slot.key.kind))
    change.add(-reserved, at: Header.reserved(session))
    if let recent = slot.recent { change[Header.recent] = recent.start + UInt64(slot.size) }
    if old.pins == 0, !slot.isKept {
      try putFirst(number, in: &change)
      change.add(growth, at: Header.listed)
    }
    return change
  }

  /// Takes an entry out; `isQuarantined` where its bytes stay on the disk.
  func remove(_ number: Int, isQuarantined: Bool = false) throws(CacheIndexDamage) {
    let slot = try self.slot(number)
    var change = CacheTransaction(map)
    if slot.isFree { try unlist(number, in: &change) }
    try unchain(number, slot.key, in: &change)
    let place = layout.slot(number)
    change[place + Slot.shape] = 0
    change[place + Slot.sum] = 0
    change[place + Slot.older] = self[Header.free]
    change[Header.free] = UInt64(number + 1)
    change.add(-slot.size, at: Header.bytes(slot.key.kind))
    change.add(-1, at: Header.count(slot.key.kind))
    if isQuarantined { change.add(slot.size, at: Header.quarantined) }
    change.commit()
  }

  /// Notes that an entry is used now.
  func use(_ number: Int, at now: Int64) throws(CacheIndexDamage) {
    var change = CacheTransaction(map)
    try use(number, at: now, &change)
  }

  /// The same, one after another by the same change.
  func use(
    _ number: Int,
    at now: Int64,
    _ change: inout CacheTransaction
  ) throws(CacheIndexDamage) {
    let place = layout.slot(number)
    change[place + Slot.lastUsed] = UInt64(bitPattern: now)
    change[place + Slot.uses] = self[place + Slot.uses] &+ 1
    if isFree(number), self[Header.head] != UInt64(number + 1) {
      try unlist(number, in: &change)
      try putFirst(number, in: &change)
    }
    change.commit()
  }

  /// Notes that the data file with these facts has the right bytes.
  func remember(_ memo: CacheSlot.Memo, of number: Int) {
    let place = layout.slot(number)
    var change = CacheTransaction(map)
    change[place + Slot.memoInode] = memo.inode
    change[place + Slot.memoModified] = UInt64(bitPattern: memo.modified)
    change[place + Slot.memoBoot] = memo.boot
    change.commit()
  }

  /// Notes that a session works with an entry.
  func pin(_ number: Int, session: Int) throws(CacheIndexDamage) {
    var change = CacheTransaction(map)
    if isFree(number) { try unlist(number, in: &change) }
    change[layout.slot(number) + Slot.pins] |= 1 << UInt64(session)
    change[Header.live] |= 1 << UInt64(session)
    change.commit()
  }

  /// Notes that a session works no longer with an entry.
  func unpin(_ number: Int, session: Int) throws(CacheIndexDamage) {
    let pins = layout.slot(number) + Slot.pins
    guard self[pins] & 1 << UInt64(session) != 0 else { return }
    var change = CacheTransaction(map)
    change[pins] &= ~(1 << UInt64(session))
    let isFree = change[pins] == 0 && self[layout.slot(number) + Slot.kept] == 0
    if isFree { try list(number, in: &change) }
    change.commit()
  }

  /// Notes whether somebody pinned an entry for good.
  func keep(_ number: Int, _ isKept: Bool) throws(CacheIndexDamage) {
    let place = layout.slot(number)
    guard (self[place + Slot.kept] != 0) != isKept else { return }
    var change = CacheTransaction(map)
    if isFree(number) { try unlist(number, in: &change) }
    change[place + Slot.kept] = isKept ? 1 : 0
    if !isKept, self[place + Slot.pins] == 0 { try list(number, in: &change) }
    change.commit()
  }

  /// Promises room to a session.
  func reserve(_ size: Int64, session: Int) {
    var change = CacheTransaction(map)
    change.add(size, at: Header.reserved(session))
    change[Header.live] |= 1 << UInt64(session)
    change.commit()
  }

  /// Forgets a session that has no pins any more, and what was promised to it.
  func end(session: Int) {
    var change = CacheTransaction(map)
    change[Header.reserved(session)] = 0
    change[Header.live] &= ~(1 << UInt64(session))
    change.commit()
  }

  /// Notes how many bytes are kept aside that were found wrong.
  func setQuarantined(_ bytes: Int64) {
    var change = CacheTransaction(map)
    change[Header.quarantined] = UInt64(bitPattern: bytes)
    change.commit()
  }

  // MARK: - Lists and chains

  private func isFree(_ number: Int) -> Bool {
    let place = layout.slot(number)
    return self[place + Slot.pins] == 0 && self[place + Slot.kept] == 0
  }

  private func putFirst(
    _ number: Int,
    in change: inout CacheTransaction
  ) throws(CacheIndexDamage) {
    try put(number, before: change[Header.head], in: &change)
  }

  /// Puts a slot on the newer side of another one, or at the old end where that is 0.
  private func put(
    _ number: Int,
    before older: UInt64,
    in change: inout CacheTransaction
  ) throws(CacheIndexDamage) {
    let name = UInt64(number + 1)
    let newer: UInt64
    if older == 0 {
      newer = change[Header.tail]
      change[Header.tail] = name
    } else {
      let place = layout.slot(try self.number(older))
      newer = change[place + Slot.newer]
      change[place + Slot.newer] = name
    }
    if newer == 0 {
      change[Header.head] = name
    } else {
      change[layout.slot(try self.number(newer)) + Slot.older] = name
    }
    change[layout.slot(number) + Slot.older] = older
    change[layout.slot(number) + Slot.newer] = newer
    change.add(size(of: number), at: Header.listed)
  }

  /// Puts a slot where it belongs by its last use.
  private func list(
    _ number: Int,
    in change: inout CacheTransaction
  ) throws(CacheIndexDamage) {
    let time = lastUse(of: number)
    var older = change[Header.head]
    var steps = 0
    while older != 0 {
      let other = try self.number(older)
      if lastUse(of: other) <= time { break }
      older = self[layout.slot(other) + Slot.older]
      steps += 1
      if steps > layout.capacity { throw CacheIndexDamage(reason: "a list without an end") }
    }
    try put(number, before: older, in: &change)
  }

  private func lastUse(of number: Int) -> Int64 {
    Int64(bitPattern: self[layout.slot(number) + Slot.lastUsed])
  }

  private func size(of number: Int) -> Int64 {
    Int64(bitPattern: self[layout.slot(number) + Slot.size])
  }

  private func unlist(
    _ number: Int,
    in change: inout CacheTransaction
  ) throws(CacheIndexDamage) {
    let place = layout.slot(number)
    let name = UInt64(number + 1)
    let (newer, older) = (change[place + Slot.newer], change[place + Slot.older])
    let fromNewer = newer == 0 ? Header.head : layout.slot(try self.number(newer)) + Slot.older
    let fromOlder = older == 0 ? Header.tail : layout.slot(try self.number(older)) + Slot.newer
    guard change[fromNewer] == name, change[fromOlder] == name else {
      throw CacheIndexDamage(reason: "the list of uses is broken at slot \(number)")
    }
    change[fromNewer] = older
    change[fromOlder] = newer
    change[place + Slot.newer] = 0
    change[place + Slot.older] = 0
    change.add(-size(of: number), at: Header.listed)
  }

  private func unchain(
    _ number: Int,
    _ key: CacheKey,
    in change: inout CacheTransaction
  ) throws(CacheIndexDamage) {
    var link = layout.bucket(key)
    var steps = 0
    while self[link] != UInt64(number + 1) {
      guard self[link] != 0, steps <= layout.capacity else {
        throw CacheIndexDamage(reason: "slot \(number) is in no chain")
      }
      link = layout.slot(try self.number(self[link])) + Slot.chain
      steps += 1
    }
    change[link] = self[layout.slot(number) + Slot.chain]
  }
}
