import CutroomModel
import CutroomSystem

/// The index is not what an index can be; it is made anew from the entries.
struct CacheIndexDamage: Error {
  let reason: String
}

/// What is in the cache, in the order of use: a hash table and a list in memory shared by all processes.
///
/// Looking up, using, adding and removing take the same time however many entries there are.
///
/// It is derived: the entries on disk are the truth. Whoever holds the lock of the cache may touch it,
/// and whoever does not may glance at it; a kill at any moment leaves it whole. After a power cut, seen
/// from the number of the machine's start inside, it is made anew.
struct CacheIndex {
  static let name = "index"

  let map: SharedMap
  let layout: CacheLayout

  /// Opens an index that this start of the machine made; nil where there is another one, or none.
  static func open(_ folder: Folder) throws(SystemError) -> (index: CacheIndex, inode: UInt64)? {
    guard let map = try self.map(folder) else { return nil }
    let index = CacheIndex(map: map.map, layout: map.layout)
    guard index[CacheLayout.Fixed.boot] == ThisBoot.number, index.settle() else { return nil }
    return (index, map.inode)
  }

  /// The slots of an index that any start of the machine made, as far as they are whole.
  static func salvage(_ folder: Folder) -> [CacheSlot] {
    guard let map = try? map(folder) else { return [] }
    let index = CacheIndex(map: map.map, layout: map.layout)
    var slots = (0..<map.layout.capacity).map { CacheSlot(index.memory(of: $0)) }
    for (number, now) in index.notedUses() {
      slots[number]?.lastUsed = now
      slots[number]?.uses += 1
    }
    return slots.compactMap { $0 }
  }

  private static func map(
    _ folder: Folder
  ) throws(SystemError) -> (map: SharedMap, layout: CacheLayout, inode: UInt64)? {
    guard let facts = try folder.facts(name), facts.kind == .regular,
      facts.size >= Int64(CacheLayout.headerLength)
    else { return nil }
    let file = try folder.openAppending(name, mode: 0o600)
    let now = try FileFacts(descriptor: file.raw)
    let header = try file.read(at: 0, length: 32)
    guard header.count == 32, let layout = header.withUnsafeBytes(layout),
      now.size == Int64(layout.length)
    else { return nil }
    return (try SharedMap(file, length: layout.length), layout, now.inode)
  }

  private static func layout(_ header: UnsafeRawBufferPointer) -> CacheLayout? {
    func word(_ offset: Int) -> UInt64 {
      header.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    let sum = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: header[..<CacheLayout.Fixed.sum]))
    guard word(CacheLayout.Fixed.magic) == CacheLayout.magic,
      word(CacheLayout.Fixed.sum) == UInt64(sum)
    else { return nil }
    return CacheLayout(capacity: word(CacheLayout.Fixed.capacity))
  }

  /// Ends what a killed process had begun; false where the index is damaged.
  ///
  /// To be called by whoever has taken the lock.
  func settle() -> Bool {
    CacheTransaction.finish(map)
      && self[CacheLayout.Header.sum] == UInt64(CacheTransaction.headerSum(map))
  }

  subscript(offset: Int) -> UInt64 { map.memory.load(fromByteOffset: offset, as: UInt64.self) }

  func memory(of number: Int) -> UnsafeMutableRawPointer { map.memory + layout.slot(number) }

  // MARK: - Looking

  /// The number of the slot of an entry.
  func find(_ key: CacheKey) throws(CacheIndexDamage) -> Int? {
    var next = self[layout.bucket(key)]
    var steps = 0
    while next != 0 {
      let number = try number(next)
      let memory = memory(of: number)
      let bytes = UnsafeRawBufferPointer(start: memory, count: CacheLayout.slotLength)
      if Digest(loading: bytes, at: CacheLayout.Slot.key) == key.digest,
        bytes[CacheLayout.Slot.shape] == key.kind.code
      {
        return number
      }
      next = self[layout.slot(number) + CacheLayout.Slot.chain]
      steps += 1
      if steps > layout.capacity { throw CacheIndexDamage(reason: "a chain without an end") }
    }
    return nil
  }

  func slot(_ number: Int) throws(CacheIndexDamage) -> CacheSlot {
    guard let slot = CacheSlot(memory(of: number)) else {
      throw CacheIndexDamage(reason: "slot \(number) is not whole")
    }
    return slot
  }

  /// The number of the slot of the entry that was used least lately among those that nobody pinned.
  func oldest() throws(CacheIndexDamage) -> Int? {
    let tail = self[CacheLayout.Header.tail]
    return tail == 0 ? nil : try number(tail)
  }

  /// The entries that may be evicted, least lately used first, then the pinned ones.
  func slots() throws(CacheIndexDamage) -> [CacheSlot] {
    var slots: [CacheSlot] = []
    var next = self[CacheLayout.Header.tail]
    while next != 0 {
      let number = try number(next)
      slots.append(try slot(number))
      next = self[layout.slot(number) + CacheLayout.Slot.newer]
      if slots.count > layout.capacity { throw CacheIndexDamage(reason: "a list without an end") }
    }
    let listed = slots.count
    for bucket in 0..<layout.bucketCount {
      var next = self[CacheLayout.headerLength + bucket * 8]
      while next != 0 {
        let number = try number(next)
        let slot = try slot(number)
        if !slot.isFree { slots.append(slot) }
        next = self[layout.slot(number) + CacheLayout.Slot.chain]
        guard slots.count <= layout.capacity else {
          throw CacheIndexDamage(reason: "a chain without an end")
        }
      }
    }
    slots[listed...].sort { $0.lastUsed < $1.lastUsed }
    guard slots.count == count else { throw CacheIndexDamage(reason: "entries are missing") }
    return slots
  }

  var count: Int {
    CacheKind.allCases.reduce(0) { $0 + Int(self[CacheLayout.Header.count($1)]) }
  }

  /// Bytes of the entries, of what was found wrong, and of what is promised to others.
  var taken: Int64 {
    var bytes = self[CacheLayout.Header.quarantined]
    for kind in CacheKind.allCases { bytes &+= self[CacheLayout.Header.bytes(kind)] }
    var live = self[CacheLayout.Header.live]
    while live != 0 {
      bytes &+= self[CacheLayout.Header.reserved(live.trailingZeroBitCount)]
      live &= live - 1
    }
    return Int64(bitPattern: bytes)
  }

  func number(_ name: UInt64) throws(CacheIndexDamage) -> Int {
    guard name >= 1, name <= UInt64(layout.capacity) else {
      throw CacheIndexDamage(reason: "there is no slot \(name)")
    }
    return Int(name) - 1
  }
}
