import CutroomModel
import CutroomStore

/// What of the cache stays although it was to go, and on whose behalf.
struct KeptEntries {
  private let count: Int
  private let bytes: Int64
  /// How many are pinned for each owner, in order; one may be pinned for several.
  private let owners: [(owner: ProjectID, entries: Int)]
  /// How many nobody pinned: a process works with them.
  private let inUse: Int

  init(_ entries: [CacheListing], in cache: Cache) {
    count = entries.count
    bytes = entries.reduce(0) { $0 + $1.bytes }
    inUse = entries.count { !$0.isPinned }
    var pins: [ProjectID: Int] = [:]
    for entry in entries where entry.isPinned {
      // One that has gone in between is pinned for nobody.
      for owner in (try? cache.owners(of: entry.key)) ?? [] { pins[owner, default: 0] += 1 }
    }
    owners = pins.sorted { $0.key.description < $1.key.description }.map { ($0.key, $0.value) }
  }

  var lines: [String] {
    if count == 0 { return [] }
    var lines = [
      "\(CacheWords.entries(count)) \(count == 1 ? "stays" : "stay"), \(Amounts.bytes(bytes))"
    ]
    lines += owners.map { owner, entries in
      let isPerson = owner == CacheOwner.person
      let option = isPerson ? "" : " --for \(owner)"
      return "  \(entries) pinned \(isPerson ? "by yourself" : "for \(owner)"); "
        + "let go: cutroom cache unpin --all\(option)"
    }
    if inUse > 0 { lines.append("  \(inUse) in use by a process at work") }
    return lines
  }

  var json: JSONValue {
    let pinned = owners.map { owner, entries -> JSONValue in
      ["for": .string(owner.description), "entries": .integer(Int64(entries))]
    }
    return [
      "entries": .integer(Int64(count)), "bytes": .integer(bytes), "pinned": .array(pinned),
      "inUse": .integer(Int64(inUse)),
    ]
  }
}
