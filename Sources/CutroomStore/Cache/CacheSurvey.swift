package import CutroomModel

/// What a cache holds, in numbers.
package struct CacheStatistics: Equatable, Sendable {
  package struct Part: Equatable, Sendable {
    package var entries = 0
    /// Of all files of the entries.
    package var bytes: Int64 = 0

    package init(entries: Int = 0, bytes: Int64 = 0) {
      self.entries = entries
      self.bytes = bytes
    }
  }

  package var parts: [CacheKind: Part] = [:]
  /// Those among them that are in use or pinned.
  package var pinned = Part()
  /// What was found wrong and is kept aside.
  package var quarantined: Int64 = 0
  /// What is promised to entries that are being written.
  package var reserved: Int64 = 0
  /// What small entries take a second time, for which the limit leaves room.
  package var recent: Int64 = 0
  /// Downloads that are not finished, which the limit does not count.
  package var downloads = Part()
  package var limit: Int64

  /// Of a cache that holds nothing.
  package init(limit: Int64) { self.limit = limit }

  /// Everything that the limit counts.
  package var bytes: Int64 {
    parts.values.reduce(quarantined + reserved) { $0 + $1.bytes }
  }
}

/// An entry in a list.
package struct CacheListing: Equatable, Sendable {
  package var key: CacheKey
  package var ending: String
  package var files: Int
  /// Of all files.
  package var bytes: Int64
  /// Microseconds since 1970, as are the times that follow.
  package var createdAt: Int64
  package var expiresAt: Int64
  package var lastUsed: Int64
  package var uses: UInt64
  /// Whether an owner pinned it.
  package var isPinned: Bool
  /// Whether a process at work holds it.
  package var isHeld: Bool

  init(_ slot: CacheSlot, limits: CacheLimits) {
    key = slot.key
    ending = slot.ending
    files = slot.files
    bytes = slot.size
    createdAt = slot.createdAt
    let end = slot.createdAt.addingReportingOverflow(limits.lifetime(slot.key.kind))
    expiresAt = min(slot.expiresAt ?? .max, end.overflow ? .max : end.partialValue)
    lastUsed = slot.lastUsed
    uses = slot.uses
    isPinned = slot.isKept
    isHeld = slot.pins != 0
  }
}

/// What a clean-up did, or would do.
package struct CacheCleaning: Equatable, Sendable {
  package var expired: [CacheKey] = []
  package var evicted: [CacheKey] = []
  /// Pins whose owners are gone.
  package var unpinned: [CacheKey] = []
  /// Pins of runs whose answers no item needs any more, or nobody gets any more.
  package var unneeded: [CacheKey] = []
  /// Names of downloads that nobody went on with.
  package var downloads: [String] = []
  package var freed: Int64 = 0
}

/// What a check of every byte found.
package struct CacheVerification: Equatable, Sendable {
  package var entries = 0
  package var bytes: Int64 = 0
  /// Entries that were wrong and were put aside.
  package var wrong: [CacheKey] = []
  /// Entries that somebody removed by hand.
  package var missing: [CacheKey] = []
}
