package import CutroomModel
import CutroomSystem

extension Cache {
  /// The entry of a key, its bytes checked; nil where there is none that is good.
  ///
  /// What is too old is removed, what is wrong is put aside. With `holding` the entry is pinned for as
  /// long as this process works with the cache. `isUse` says whether it counts as used. Throws where
  /// the disk cannot be read: that says nothing about the entry.
  package func find(
    _ key: CacheKey,
    holding: Bool = false,
    isUse: Bool = true
  ) throws -> CacheHit? {
    var isUse = isUse
    if !holding, let slot = glance(key, isUse: isUse) {
      if let hit = try known(slot) { return hit }
      // It is noted.
      isUse = false
    }
    func open(_ desk: inout CacheDesk) throws -> Opened? {
      try self.open(key, holding: holding, isUse: isUse, &desk)
    }
    guard let (number, hit, isNewlyHeld) = try withDesk(open) else { return nil }
    switch try hit.check() {
    case .known: return hit
    case .right(let memo):
      // The same bytes, made again: who put them there was killed before the index was told. One with
      // several files is looked at so whenever it is opened.
      if hit.slot.files == 1, let told = try CacheAudit(folders: folders).slot(key),
        !told.isSameEntry(as: hit.slot)
      {
        if isNewlyHeld { try letGo(key) }
        _ = try putAside(hit.slot)
        return try find(key, holding: holding, isUse: false)
      }
      if let memo { try remember(memo, of: number, hit) }
      return hit
    case .wrong:
      if isNewlyHeld { try letGo(key) }
      if try putAside(hit.slot) { return nil }
      return try find(key, holding: holding, isUse: false)
    }
  }

  /// Puts an entry aside whose bytes are wrong; false where it is gone, or another one, meanwhile.
  func putAside(_ slot: CacheSlot) throws -> Bool {
    try withDesk { desk in
      guard let (number, now) = try desk.find(slot.key), now.content == slot.content else {
        return false
      }
      return try desk.quarantine(number)
    }
  }

  /// Whether there is an entry that is not too old, without using it: for plans.
  package func contains(_ key: CacheKey) throws -> Bool {
    try withDesk { desk in
      guard let (_, slot) = try desk.find(key) else { return false }
      return try !desk.isExpired(slot) && folders.entry(key) != nil
    }
  }

  /// The entry of a key, or what `make` brings where there is none, kept for the next.
  ///
  /// However many ask at once, in this and other processes, one makes it and the others wait for it;
  /// where it fails or dies, the next one of them makes it. An entry that was made before `moment`,
  /// microseconds since 1970, does not count: what `make` brings takes its place, and where `make`
  /// throws, it stays.
  package func find(
    _ key: CacheKey,
    holding: Bool = false,
    madeSince moment: Int64? = nil,
    isCancelled: () -> Bool = { false },
    orInsert make: () throws -> CacheContent
  ) throws -> CacheAnswer {
    func young() throws -> CacheHit? {
      try find(key, holding: holding).flatMap { $0.createdAt >= moment ?? .min ? $0 : nil }
    }
    if let hit = try young() { return .hit(hit) }
    let claim = try CacheClaim.take(key, in: folders.claims, isCancelled: isCancelled)
    defer { claim.end() }
    if let hit = try young() { return .hit(hit) }
    let content = try make()
    do {
      let outcome = try insert(content, under: key, replacing: moment != nil, holding: holding)
      if case .refused(let refusal) = outcome { return .refused(refusal, content) }
      return try find(key, holding: holding).map { .made($0) } ?? .lost(content)
    } catch {
      // What was made is whole, and may have cost money.
      return .lost(content)
    }
  }

  /// A hit without the lock; nil where more is to be done than to hand over what lies there.
  private func known(_ slot: CacheSlot) throws -> CacheHit? {
    if let recent, let hit = CacheHit(slot, recent: recent, folders: folders) { return hit }
    guard slot.files == 1, let hit = try CacheHit(slot, folders: folders), hit.isKnown else {
      return nil
    }
    return hit
  }

  private typealias Opened = (number: Int, hit: CacheHit, isNewlyHeld: Bool)

  private func open(
    _ key: CacheKey,
    holding: Bool,
    isUse: Bool,
    _ desk: inout CacheDesk
  ) throws -> Opened? {
    guard let (number, slot) = try desk.find(key) else { return nil }
    if desk.isExpired(slot) {
      if slot.isFree { try desk.evict(number) }
      return nil
    }
    // What is held is about to be pinned, or put somewhere: its own files must be there.
    let recent = holding ? nil : self.recent
    let near = recent.flatMap { CacheHit(slot, recent: $0, folders: folders) }
    guard let hit = try near ?? CacheHit(slot, folders: folders) else {
      if try desk.quarantine(number) { return nil }
      return try open(key, holding: holding, isUse: isUse, &desk)
    }
    if isUse { try desk.index.use(number, at: desk.now) }
    // Before its bytes are looked at: it must not go meanwhile.
    let isNewlyHeld = holding && desk.session?.pinned.contains(key) != true
    if holding { try desk.pin(number, key) }
    return (number, hit, isNewlyHeld)
  }

  /// Notes that the bytes of an entry are right, unless it is another one meanwhile.
  private func remember(_ memo: CacheSlot.Memo, of number: Int, _ hit: CacheHit) throws {
    try withDesk { desk in
      guard try desk.index.find(hit.key) == number,
        try desk.index.slot(number).content == hit.slot.content
      else { return }
      desk.index.remember(memo, of: number)
    }
  }
}

/// What asking the cache or making it gave.
package enum CacheAnswer: Sendable {
  case hit(CacheHit)
  case made(CacheHit)
  /// It was made and could not be kept.
  case refused(CacheRefusal, CacheContent)
  /// It was made, and could not be kept, or is gone already.
  case lost(CacheContent)
}
