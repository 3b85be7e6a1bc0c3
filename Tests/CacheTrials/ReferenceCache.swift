package import CutroomModel

/// What a cache should do, said as simply as possible: a list that is searched from end to end.
package struct ReferenceCache {
  package struct Entry: Equatable {
    package var key: CacheKey
    package var files: [[UInt8]]
    package var size: Int64
    package var createdAt: Int64
    package var expiry: Int64?
    package var lastUsed: Int64
    package var uses: UInt64 = 0
    package var owners: Set<ProjectID> = []
    package var isHeld = false
    package var isDamaged = false

    var isFree: Bool { owners.isEmpty && !isHeld }
  }

  package let limits: CacheLimits
  package private(set) var entries: [Entry] = []
  package private(set) var quarantined: Int64 = 0
  /// Whoever holds a key holds whatever entry it gets.
  private var held: Set<CacheKey> = []
  /// A model that is wrong, to show that a trial would find it: a use does not count as one.
  private let forgetsUses: Bool

  package init(limits: CacheLimits, forgetsUses: Bool = false) {
    self.limits = limits
    self.forgetsUses = forgetsUses
  }

  package var bytes: Int64 { entries.reduce(quarantined) { $0 + $1.size } }

  /// The entries in the order in which the cache lists them.
  package var listed: [Entry] {
    let sorted = entries.sorted { $0.lastUsed < $1.lastUsed }
    return sorted.filter(\.isFree) + sorted.filter { !$0.isFree }
  }

  package enum Insertion: Equatable {
    case kept
    case present
    case tooLarge
    case noRoom
  }

  package mutating func insert(
    _ entry: Entry,
    replacing: Bool,
    holding: Bool
  ) -> Insertion {
    if !replacing, let place = place(entry.key), !isExpired(entries[place], at: entry.createdAt) {
      use(place, at: entry.createdAt)
      if holding { hold(place) }
      return .present
    }
    if entry.size > limits.entryBytes { return .tooLarge }
    guard makeRoom(entry.size) else { return .noRoom }
    var entry = entry
    if let place = place(entry.key) {
      entry.owners = entries[place].owners
      entries.remove(at: place)
    }
    if holding { held.insert(entry.key) }
    entry.isHeld = held.contains(entry.key)
    entries.append(entry)
    return .kept
  }

  private mutating func makeRoom(_ size: Int64) -> Bool {
    if bytes + size <= limits.entryBytes { return true }
    quarantined = 0
    let pinned = entries.filter { !$0.isFree }.reduce(Int64(0)) { $0 + $1.size }
    guard pinned + size <= limits.entryBytes else { return false }
    while bytes + size > limits.entryBytes, let oldest = listed.first(where: \.isFree) {
      entries.removeAll { $0.key == oldest.key }
    }
    return true
  }

  /// The files of an entry, where there is one that is good.
  package mutating func find(_ key: CacheKey, holding: Bool, at now: Int64) -> [[UInt8]]? {
    guard let place = place(key) else { return nil }
    if isExpired(entries[place], at: now) {
      if entries[place].isFree { entries.remove(at: place) }
      return nil
    }
    if entries[place].isDamaged {
      quarantined += entries[place].size
      entries.remove(at: place)
      return nil
    }
    use(place, at: now)
    if holding { hold(place) }
    return entries[place].files
  }

  package mutating func hold(_ key: CacheKey, at now: Int64) -> Bool {
    guard let place = place(key) else { return false }
    use(place, at: now)
    hold(place)
    return true
  }

  package mutating func letGo(_ key: CacheKey) {
    held.remove(key)
    if let place = place(key) { entries[place].isHeld = false }
  }

  package mutating func letAllGo() {
    held = []
    for place in entries.indices { entries[place].isHeld = false }
  }

  package mutating func pin(_ key: CacheKey, _ owner: ProjectID) -> Bool {
    guard let place = place(key) else { return false }
    entries[place].owners.insert(owner)
    return true
  }

  package mutating func unpin(_ key: CacheKey, _ owner: ProjectID) -> Bool? {
    place(key).map { entries[$0].owners.remove(owner) != nil }
  }

  package mutating func damage(_ key: CacheKey) {
    if let place = place(key) { entries[place].isDamaged = true }
  }

  package mutating func clear(_ kind: CacheKind?) {
    entries.removeAll { $0.isFree && (kind == nil || $0.key.kind == kind) }
  }

  package mutating func clean(at now: Int64) {
    entries = entries.filter { !$0.isFree || !isExpired($0, at: now) }
    quarantined = 0
  }

  /// The index was lost: nobody knows any more when anything was used.
  package mutating func forgetUses() {
    for place in entries.indices {
      entries[place].lastUsed = entries[place].createdAt
      entries[place].uses = 0
    }
  }

  private mutating func hold(_ place: Int) {
    held.insert(entries[place].key)
    entries[place].isHeld = true
  }

  private mutating func use(_ place: Int, at now: Int64) {
    if forgetsUses { return }
    entries[place].lastUsed = now
    entries[place].uses += 1
  }

  private func place(_ key: CacheKey) -> Int? { entries.firstIndex { $0.key == key } }

  private func isExpired(_ entry: Entry, at now: Int64) -> Bool {
    limits.isExpired(entry.key.kind, createdAt: entry.createdAt, expiry: entry.expiry, now: now)
  }
}
