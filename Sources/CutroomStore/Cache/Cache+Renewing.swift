package import CutroomModel

extension Cache {
  /// As ``find(_:holding:isCancelled:orInsert:)``, but what was made before a moment, microseconds
  /// since 1970, does not count, and what `make` brings takes its place.
  ///
  /// Where `make` throws, what was there stays.
  package func find(
    _ key: CacheKey,
    holding: Bool = false,
    madeSince moment: Int64?,
    isCancelled: () -> Bool = { false },
    orInsert make: () throws -> CacheContent
  ) throws -> CacheAnswer {
    guard let moment else {
      return try find(key, holding: holding, isCancelled: isCancelled, orInsert: make)
    }
    func young() throws -> CacheHit? {
      try find(key, holding: holding).flatMap { $0.createdAt >= moment ? $0 : nil }
    }
    if let hit = try young() { return .hit(hit) }
    let claim = try CacheClaim.take(key, in: folders.claims, isCancelled: isCancelled)
    defer { claim.end() }
    if let hit = try young() { return .hit(hit) }
    let content = try make()
    do {
      let outcome = try insert(content, under: key, replacing: true, holding: holding)
      if case .refused(let refusal) = outcome { return .refused(refusal, content) }
      return try find(key, holding: holding).map { .made($0) } ?? .lost(content)
    } catch {
      // What was made is whole, and may have cost money.
      return .lost(content)
    }
  }
}
