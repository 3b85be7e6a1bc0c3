import CutroomModel
import CutroomSystem

/// Where everything stands in the index, in bytes.
///
/// There are a header, the heads of the hash chains, and slots of one size. Every value is a word of
/// 64 bits in the machine's own order. Slots are named by their number plus one; 0 is none.
struct CacheLayout: Equatable {
  static let magic: UInt64 = 0x3230_7863_7463_0A1A
  static let headerLength = Uses.first + Uses.most * Uses.length
  static let slotLength = 256
  static let leastCapacity = 1024
  /// More than this many slots would make offsets that no file of ours has.
  static let mostCapacity = 1 << 26

  let capacity: Int

  /// Twice as many as slots, so that chains are short; a power of two.
  var bucketCount: Int { capacity * 2 }
  var length: Int { Self.headerLength + bucketCount * 8 + capacity * Self.slotLength }

  /// A capacity with room for as many entries again.
  init(entries: Int) {
    var capacity = Self.leastCapacity
    while capacity < entries * 2 { capacity *= 2 }
    self.capacity = capacity
  }

  /// Nil where no index has this capacity.
  init?(capacity: UInt64) {
    guard capacity >= Self.leastCapacity, capacity <= Self.mostCapacity,
      capacity & (capacity - 1) == 0
    else { return nil }
    self.capacity = Int(capacity)
  }

  func bucket(_ key: CacheKey) -> Int {
    let word = key.digest.leadingWord &+ UInt64(key.kind.code)
    return Self.headerLength + Int(word & UInt64(bucketCount - 1)) * 8
  }

  func slot(_ number: Int) -> Int {
    Self.headerLength + bucketCount * 8 + number * Self.slotLength
  }

  /// Words of the header that never change.
  enum Fixed {
    static let magic = 0
    static let capacity = 8
    static let boot = 16
    /// CRC-32C of those before it.
    static let sum = 24
  }

  /// Words of the header that change; `sum` is the CRC-32C of those from `first` up to `end`.
  enum Header {
    static let first = 64
    static let head = 64
    static let tail = 72
    static let free = 80
    static let fresh = 88
    /// Bytes of entries that were found wrong and are kept aside.
    static let quarantined = 96
    /// Bit n: session n has pinned something, or reserved room.
    static let live = 104
    static func bytes(_ kind: CacheKind) -> Int { 112 + Int(kind.code) * 8 }
    /// Bytes of the entries that may be evicted.
    static let listed = 144
    static func count(_ kind: CacheKind) -> Int { 152 + Int(kind.code) * 8 }
    /// Bytes that were ever written for what was kept last.
    static let recent = 184
    static func reserved(_ session: Int) -> Int { 192 + session * 8 }
    static let end = 192 + sessions * 8
    static let sum = end
    static let sessions = 64
  }

  /// What was decided and may not all have been done: a word with count and CRC-32C, then pairs of
  /// offset and value.
  enum Redo {
    static let mark = 1024
    static let pairs = 1040
    static let most = 128
  }

  /// Counts the changes twice, before and after: odd as long as one is being made, or where whoever made
  /// it was killed.
  static let version = 3136

  /// What was used without the lock, in the order of use.
  enum Uses {
    /// How many there are; `most` and above where nobody may add one.
    static let count = 3200
    static let first = 4096
    static let most = 512
    /// Bytes of one.
    static let length = 16

    static func time(_ place: Int) -> Int { first + place * length }
    /// Where the name of the slot stands.
    static func name(_ place: Int) -> Int { time(place) + 8 }
  }

  /// Words of a slot that stay as long as its entry; `sum` is the CRC-32C of those before it.
  enum Slot {
    static let key = 0
    static let content = 32
    static let size = 64
    static let createdAt = 72
    static let expiresAt = 80
    /// Kind, and number of files; 0 where the slot is free.
    static let shape = 88
    static let ending = 96
    static let dataSize = 112
    static let sum = 120

    static let lastUsed = 128
    static let uses = 136
    static let newer = 144
    static let older = 152
    static let chain = 160
    /// Bit n: session n works with the entry.
    static let pins = 168
    /// 1 where somebody pinned the entry for good.
    static let kept = 176
    static let memoInode = 184
    static let memoModified = 192
    static let memoBoot = 200
    /// Where the bytes stand among those that were kept last, plus one, and their checksums; 0 where not.
    static let recentStart = 208
    static let recentData = 216
    static let recentMetadata = 224

    /// Those that tell of the entry, not of its places in lists and chains or of who works with it.
    static let renewed = Set(stride(from: 0, through: recentMetadata, by: 8))
      .subtracting([newer, older, chain, pins])
  }
}
