import CutroomModel
import CutroomSystem

/// An index as it is written anew: when there is none, when it is damaged, when it is full.
struct CacheIndexImage {
  /// Least lately used first.
  var slots: [CacheSlot]
  var quarantined: Int64 = 0
  /// Bytes that were ever written for what was kept last.
  var recent: UInt64 = 0
  /// Bytes promised to the sessions that live, by their numbers.
  var reserved: [Int: Int64] = [:]

  static let temporary = "index.new"

  /// Puts the index in place of the one that is there, in one step.
  ///
  /// Every block is written, so that no later store finds the disk full. Nothing is flushed: a power cut
  /// has the index made anew in any case.
  func write(_ folder: Folder) throws(SystemError) {
    try folder.remove(Self.temporary)
    let file = try folder.createFile(Self.temporary, mode: 0o600)
    try file.writeAll(bytes(), path: folder.join(Self.temporary))
    try folder.rename(Self.temporary, to: CacheIndex.name)
  }

  private func bytes() -> [UInt8] {
    let layout = CacheLayout(entries: slots.count)
    var image = [UInt8](repeating: 0, count: layout.length)
    image.withUnsafeMutableBytes { buffer in
      guard let memory = buffer.baseAddress else { return }
      fill(memory, layout)
    }
    return image
  }

  private func fill(_ memory: UnsafeMutableRawPointer, _ layout: CacheLayout) {
    func put(_ value: UInt64, _ offset: Int) {
      memory.storeBytes(of: value, toByteOffset: offset, as: UInt64.self)
    }
    func sum(_ range: Range<Int>) -> UInt64 {
      let bytes = UnsafeRawBufferPointer(start: memory + range.lowerBound, count: range.count)
      return UInt64(CRC32C.checksum(bytes))
    }
    put(CacheLayout.magic, CacheLayout.Fixed.magic)
    put(UInt64(layout.capacity), CacheLayout.Fixed.capacity)
    put(ThisBoot.number, CacheLayout.Fixed.boot)
    put(sum(0..<CacheLayout.Fixed.sum), CacheLayout.Fixed.sum)
    fillSlots(memory, layout, put)
    put(UInt64(slots.count), CacheLayout.Header.fresh)
    put(UInt64(bitPattern: quarantined), CacheLayout.Header.quarantined)
    put(recent, CacheLayout.Header.recent)
    let listed = slots.reduce(Int64(0)) { $0 + ($1.isFree ? $1.size : 0) }
    put(UInt64(bitPattern: listed), CacheLayout.Header.listed)
    var live = slots.reduce(0) { $0 | $1.pins }
    for (session, size) in reserved {
      put(UInt64(bitPattern: size), CacheLayout.Header.reserved(session))
      live |= 1 << UInt64(session)
    }
    put(live, CacheLayout.Header.live)
    for kind in CacheKind.allCases {
      let own = slots.filter { $0.key.kind == kind }
      put(UInt64(own.count), CacheLayout.Header.count(kind))
      let size = own.reduce(Int64(0)) { $0 + $1.size }
      put(UInt64(bitPattern: size), CacheLayout.Header.bytes(kind))
    }
    put(sum(CacheLayout.Header.first..<CacheLayout.Header.end), CacheLayout.Header.sum)
  }

  private func fillSlots(
    _ memory: UnsafeMutableRawPointer,
    _ layout: CacheLayout,
    _ put: (UInt64, Int) -> Void
  ) {
    var newest: Int?
    for (number, slot) in slots.enumerated() {
      let place = layout.slot(number)
      slot.store(at: memory + place)
      let bucket = layout.bucket(slot.key)
      let first = memory.load(fromByteOffset: bucket, as: UInt64.self)
      put(first, place + CacheLayout.Slot.chain)
      put(UInt64(number + 1), bucket)
      guard slot.isFree else { continue }
      if let newest {
        put(UInt64(number + 1), layout.slot(newest) + CacheLayout.Slot.newer)
        put(UInt64(newest + 1), place + CacheLayout.Slot.older)
      } else {
        put(UInt64(number + 1), CacheLayout.Header.tail)
      }
      newest = number
    }
    put(newest.map { UInt64($0 + 1) } ?? 0, CacheLayout.Header.head)
  }
}
