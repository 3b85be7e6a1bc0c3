package import CutroomModel
import CutroomSystem

extension Cache {
  /// Uses an entry and pins it for this process until it lets go or ends; false where there is none.
  package func hold(_ key: CacheKey) throws -> Bool {
    try withDesk { desk in
      guard let number = try desk.index.find(key) else { return false }
      try desk.index.use(number, at: desk.now)
      try desk.pin(number, key)
      return true
    }
  }

  /// Lets go of an entry that this process held.
  package func letGo(_ key: CacheKey) throws { try withDesk { try $0.unpin(key) } }

  /// Pins an entry for an owner, such as a project; durable.
  ///
  /// It stays until it is unpinned, or, where an item with a `fingerprint` asked for it, until a
  /// clean-up finds that no item does any more. Throws `CacheError.unknown` where there is no such
  /// entry.
  package func pin(
    _ key: CacheKey,
    for owner: ProjectID,
    askedBy fingerprint: Digest? = nil
  ) throws {
    try withDesk { desk in
      guard let number = try desk.index.find(key), let entry = try folders.entry(key) else {
        throw CacheError.unknown(key)
      }
      try CachePin.add(to: entry, for: owner, askedBy: fingerprint, at: desk.now)
      try desk.index.keep(number, true)
    }
  }

  /// Takes an owner's pin away; false where there was none.
  package func unpin(_ key: CacheKey, for owner: ProjectID) throws -> Bool {
    try unpin(key, for: owner, where: { _ in true })
  }

  /// The same where `isWanted` says so of the entry's folder, while nobody else changes it.
  func unpin(
    _ key: CacheKey,
    for owner: ProjectID,
    where isWanted: (Folder) throws -> Bool
  ) throws -> Bool {
    try withDesk { desk in
      guard let number = try desk.index.find(key), let entry = try folders.entry(key) else {
        throw CacheError.unknown(key)
      }
      guard try isWanted(entry), try entry.remove(CachePin.name(owner)) else { return false }
      if try CachePin.owners(entry).isEmpty { try desk.index.keep(number, false) }
      return true
    }
  }

  /// Gives all pins of an owner to another one, such as a project that gets another id.
  package func movePins(from owner: ProjectID, to new: ProjectID) throws {
    for slot in try withDesk({ try $0.index.slots() }) where slot.isKept {
      try withDesk { _ in
        guard let entry = try folders.entry(slot.key),
          try entry.facts(CachePin.name(owner)) != nil
        else { return }
        try entry.rename(CachePin.name(owner), to: CachePin.name(new), in: entry)
      }
    }
  }

  /// Who pinned an entry, in byte order.
  package func owners(of key: CacheKey) throws -> [ProjectID] {
    guard let entry = try folders.entry(key) else { throw CacheError.unknown(key) }
    return try CachePin.owners(entry)
  }
}
