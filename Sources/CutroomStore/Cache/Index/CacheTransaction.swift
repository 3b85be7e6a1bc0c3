import CutroomSystem

/// Changes of an index that are all made or none, whenever the process is killed.
///
/// They are collected, written down with a checksum, made, and struck out; who takes the lock next makes
/// those again that were written down and not struck out. Only kills are meant: what a power cut
/// leaves is not looked at (see ``CacheIndex``).
struct CacheTransaction {
  private let map: SharedMap
  private var writes: [(offset: Int, value: UInt64)] = []

  init(_ map: SharedMap) {
    self.map = map
    writes.reserveCapacity(24)
  }

  /// The word at an offset as it will be.
  subscript(offset: Int) -> UInt64 {
    get {
      for write in writes where write.offset == offset { return write.value }
      return map.memory.load(fromByteOffset: offset, as: UInt64.self)
    }
    set {
      if let place = writes.firstIndex(where: { $0.offset == offset }) {
        writes[place].value = newValue
      } else {
        writes.append((offset, newValue))
      }
    }
  }

  mutating func add(_ difference: Int64, at offset: Int) {
    self[offset] = UInt64(bitPattern: max(0, Int64(bitPattern: self[offset]) &+ difference))
  }

  /// Makes the changes.
  mutating func commit() {
    if writes.isEmpty { return }
    self[CacheLayout.Header.sum] = UInt64(headerSum())
    precondition(writes.count <= CacheLayout.Redo.most, "a change of the index is too large")
    for (place, write) in writes.enumerated() {
      let pair = CacheLayout.Redo.pairs + place * 16
      map.memory.storeBytes(of: UInt64(write.offset), toByteOffset: pair, as: UInt64.self)
      map.memory.storeBytes(of: write.value, toByteOffset: pair + 8, as: UInt64.self)
    }
    map.fence()
    let sum = Self.sum(map, count: writes.count)
    // First this: whoever ends the change of one who was killed may do so under the eyes of readers.
    _ = map.add(1, at: CacheLayout.version)
    mark(UInt64(writes.count) << 32 | UInt64(sum))
    for write in writes {
      map.memory.storeBytes(of: write.value, toByteOffset: write.offset, as: UInt64.self)
    }
    mark(0)
    _ = map.add(1, at: CacheLayout.version)
    writes.removeAll(keepingCapacity: true)
  }

  /// Makes what a killed process had written down; false where that is damaged.
  static func finish(_ map: SharedMap) -> Bool {
    guard redo(map) else { return false }
    if map.load(CacheLayout.version) % 2 == 1 { _ = map.add(1, at: CacheLayout.version) }
    return true
  }

  private static func redo(_ map: SharedMap) -> Bool {
    let mark = map.memory.load(fromByteOffset: CacheLayout.Redo.mark, as: UInt64.self)
    if mark == 0 { return true }
    let count = Int(mark >> 32)
    guard (1...CacheLayout.Redo.most).contains(count),
      sum(map, count: count) == UInt32(truncatingIfNeeded: mark)
    else { return false }
    for place in 0..<count {
      let pair = CacheLayout.Redo.pairs + place * 16
      let offset = map.memory.load(fromByteOffset: pair, as: UInt64.self)
      guard offset % 8 == 0, offset <= UInt64(map.length - 8) else { return false }
      let value = map.memory.load(fromByteOffset: pair + 8, as: UInt64.self)
      map.memory.storeBytes(of: value, toByteOffset: Int(offset), as: UInt64.self)
    }
    CacheTransaction(map).mark(0)
    return true
  }

  /// The CRC-32C of the changing words of a header as it lies there.
  static func headerSum(_ map: SharedMap) -> UInt32 {
    let (first, end) = (CacheLayout.Header.first, CacheLayout.Header.end)
    return CRC32C.checksum(
      UnsafeRawBufferPointer(start: map.memory + first, count: end - first)
    )
  }

  // MARK: -

  private func headerSum() -> UInt32 {
    let (first, end) = (CacheLayout.Header.first, CacheLayout.Header.end)
    return withUnsafeTemporaryAllocation(byteCount: end - first, alignment: 8) { copy in
      copy.copyMemory(from: UnsafeRawBufferPointer(start: map.memory + first, count: end - first))
      for write in writes where write.offset >= first && write.offset < end {
        copy.storeBytes(of: write.value, toByteOffset: write.offset - first, as: UInt64.self)
      }
      return CRC32C.checksum(UnsafeRawBufferPointer(copy))
    }
  }

  private static func sum(_ map: SharedMap, count: Int) -> UInt32 {
    CRC32C.checksum(
      UnsafeRawBufferPointer(start: map.memory + CacheLayout.Redo.pairs, count: count * 16)
    )
  }

  private func mark(_ value: UInt64) {
    map.fence()
    map.memory.storeBytes(of: value, toByteOffset: CacheLayout.Redo.mark, as: UInt64.self)
    map.fence()
  }
}
