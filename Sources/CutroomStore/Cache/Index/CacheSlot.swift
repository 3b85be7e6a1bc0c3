import CutroomModel
import CutroomSystem

/// What the index knows of an entry.
struct CacheSlot: Equatable {
  /// The data file as it was when its bytes were last known to be right.
  struct Memo: Equatable {
    var inode: UInt64 = 0
    var modified: Int64 = 0
    /// The start of the machine in which that was; a power cut may have changed the bytes since.
    var boot: UInt64 = 0
  }

  var key: CacheKey
  /// SHA-256 of the data file, or of `metadata.json` where there are several.
  var content: Digest
  /// Bytes of all files of the entry.
  var size: Int64
  /// Microseconds since 1970, as are the times that follow.
  var createdAt: Int64
  var expiresAt: Int64?
  var files: Int
  var ending: String
  /// Bytes of the first data file.
  var dataSize: Int64
  var lastUsed: Int64
  var uses: UInt64 = 0
  var pins: UInt64 = 0
  var isKept = false
  var memo = Memo()
  /// Where the files stand among what was kept last.
  var recent: CacheRecent.Place?

  /// Whether the entry may be evicted.
  var isFree: Bool { pins == 0 && !isKept }
}

extension CacheLimits {
  /// Whether an entry is too old at a moment, microseconds since 1970.
  func isExpired(_ slot: CacheSlot, at now: Int64) -> Bool {
    isExpired(slot.key.kind, createdAt: slot.createdAt, expiry: slot.expiresAt, now: now)
  }
}

extension CacheSlot {
  private typealias Word = CacheLayout.Slot

  /// Reads the slot that starts at `memory`; nil where it is free or damaged.
  init?(_ memory: UnsafeMutableRawPointer) {
    let bytes = UnsafeRawBufferPointer(start: memory, count: CacheLayout.slotLength)
    func word(_ offset: Int) -> UInt64 { bytes.load(fromByteOffset: offset, as: UInt64.self) }
    func whole(_ offset: Int) -> Int64 { bytes.load(fromByteOffset: offset, as: Int64.self) }
    let shape = word(Word.shape)
    let sum = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<Word.sum]))
    guard shape != 0, word(Word.sum) == UInt64(sum),
      let kind = CacheKind(code: UInt8(truncatingIfNeeded: shape))
    else { return nil }
    let letters = bytes[Word.ending..<(Word.ending + 16)].prefix { $0 != 0 }
    self.init(
      key: CacheKey(kind: kind, digest: Digest(loading: bytes, at: Word.key)),
      content: Digest(loading: bytes, at: Word.content),
      size: whole(Word.size),
      createdAt: whole(Word.createdAt),
      expiresAt: whole(Word.expiresAt) == 0 ? nil : whole(Word.expiresAt),
      files: Int(shape >> 8),
      ending: String(decoding: letters, as: UTF8.self),
      dataSize: whole(Word.dataSize),
      lastUsed: whole(Word.lastUsed),
      uses: word(Word.uses),
      pins: word(Word.pins),
      isKept: word(Word.kept) != 0,
      memo: Memo(
        inode: word(Word.memoInode),
        modified: whole(Word.memoModified),
        boot: word(Word.memoBoot)
      )
    )
    if word(Word.recentStart) != 0 {
      recent = CacheRecent.Place(
        start: word(Word.recentStart) - 1,
        data: word(Word.recentData),
        metadata: word(Word.recentMetadata)
      )
    }
  }

  /// Every word with its offset, but for its places in lists and chains.
  var words: [(offset: Int, word: UInt64)] {
    let length = CacheLayout.slotLength
    return withUnsafeTemporaryAllocation(byteCount: length, alignment: 8) { memory in
      guard let start = memory.baseAddress else { return [] }
      memory.initializeMemory(as: UInt8.self, repeating: 0)
      store(at: start)
      return stride(from: 0, to: length, by: 8).map {
        ($0, memory.load(fromByteOffset: $0, as: UInt64.self))
      }
    }
  }

  /// Whether both tell of the same entry, whoever uses it.
  func isSameEntry(as other: CacheSlot) -> Bool {
    key == other.key && content == other.content && size == other.size
      && createdAt == other.createdAt && expiresAt == other.expiresAt && files == other.files
      && ending == other.ending && dataSize == other.dataSize
  }

  /// Fills a slot, but for its places in lists and chains.
  func store(at memory: UnsafeMutableRawPointer) {
    func put(_ value: UInt64, _ offset: Int) {
      memory.storeBytes(of: value, toByteOffset: offset, as: UInt64.self)
    }
    func put(_ value: Int64, _ offset: Int) { put(UInt64(bitPattern: value), offset) }
    key.digest.store(at: memory + Word.key)
    content.store(at: memory + Word.content)
    put(size, Word.size)
    put(createdAt, Word.createdAt)
    put(expiresAt ?? 0, Word.expiresAt)
    put(UInt64(key.kind.code) | UInt64(files) << 8, Word.shape)
    put(UInt64(0), Word.ending)
    put(UInt64(0), Word.ending + 8)
    for (place, letter) in ending.utf8.prefix(16).enumerated() {
      memory.storeBytes(of: letter, toByteOffset: Word.ending + place, as: UInt8.self)
    }
    put(dataSize, Word.dataSize)
    let bytes = UnsafeRawBufferPointer(start: memory, count: Word.sum)
    put(UInt64(CRC32C.checksum(bytes)), Word.sum)
    put(lastUsed, Word.lastUsed)
    put(uses, Word.uses)
    put(pins, Word.pins)
    put(UInt64(isKept ? 1 : 0), Word.kept)
    put(memo.inode, Word.memoInode)
    put(memo.modified, Word.memoModified)
    put(memo.boot, Word.memoBoot)
    put(recent.map { $0.start + 1 } ?? 0, Word.recentStart)
    put(recent?.data ?? 0, Word.recentData)
    put(recent?.metadata ?? 0, Word.recentMetadata)
  }
}
