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

  /// Pins an entry for an owner, such as a project, until it is unpinned; durable.
  ///
  /// Throws `CacheError.unknown` where there is no such entry.
  package func pin(_ key: CacheKey, for owner: ProjectID) throws {
    try withDesk { desk in
      guard let number = try desk.index.find(key), let entry = try folders.entry(key) else {
        throw CacheError.unknown(key)
      }
      if try entry.facts(CachePin.name(owner)) == nil {
        _ = try entry.createFile(CachePin.name(owner), mode: 0o400)
        try entry.sync()
      }
      try desk.index.keep(number, true)
    }
  }

  /// Takes an owner's pin away; false where there was none.
  package func unpin(_ key: CacheKey, for owner: ProjectID) throws -> Bool {
    try withDesk { desk in
      guard let number = try desk.index.find(key), let entry = try folders.entry(key) else {
        throw CacheError.unknown(key)
      }
      guard try entry.remove(CachePin.name(owner)) else { return false }
      if try CachePin.owners(entry).isEmpty { try desk.index.keep(number, false) }
      return true
    }
  }

  /// Who pinned an entry for good, in byte order.
  package func owners(of key: CacheKey) throws -> [ProjectID] {
    guard let entry = try folders.entry(key) else { throw CacheError.unknown(key) }
    return try CachePin.owners(entry)
  }
}
