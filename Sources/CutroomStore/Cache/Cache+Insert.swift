package import CutroomModel
import CutroomSystem

extension Cache {
  /// Keeps something under a key, with room made for it first.
  ///
  /// An entry that is there stays, unless `replacing`. With `holding` the entry is pinned for as long
  /// as this process works with the cache. Unless `evicting`, it is refused where something would have
  /// to go for it. What may have cost money is durable when this returns.
  package func insert(
    _ content: CacheContent,
    under key: CacheKey,
    replacing: Bool = false,
    holding: Bool = false,
    evicting: Bool = true
  ) throws -> CacheOutcome {
    let content = try content.readingFiles(upTo: recent?.longest ?? 0)
    let measured = try content.measured()
    var metadata = CacheMetadata(
      key: key,
      createdAt: Instant(microseconds: content.createdAt ?? clock.now()),
      expiresAt: content.expiresAt.map(Instant.init(microseconds:)),
      files: measured,
      about: secrets.redaction.json(content.about)
    )
    // A digest is as long as any other, so that the size is known before one is.
    var bytes = metadata.bytes
    let size = measured.reduce(Int64(bytes.count)) {
      $0.addingReportingOverflow($1.size).overflow ? .max : $0 + $1.size
    }
    let wish = Wish(key: key, replacing: replacing, holding: holding, evicting: evicting)
    let promise: Promise
    do { promise = try self.promise(size, to: wish) } catch let error as SystemError
      where Self.isFull(error)
    {
      return .refused(.diskFull(path: error.path))
    }
    guard case .room(let name, let folder) = promise else { return promise.outcome }
    do {
      let isFlushed = key.kind.isBought || content.isBought
      let staging = CacheStaging(folder, isFlushed: isFlushed)
      let (files, memo) = try staging.fill(content, measured: measured)
      if files != measured {
        metadata.files = files
        bytes = metadata.bytes
      }
      try staging.finish(metadata: bytes)
      guard var slot = CacheSlot(metadata, bytes: bytes) else {
        throw CacheError.unfit(reason: "the entry is too large")
      }
      slot.memo = memo
      let placing = Placing(
        wish: wish,
        name: name,
        reserved: size,
        small: slot.size <= recent?.longest ?? 0 ? content.onlyBytes : nil,
        metadata: bytes
      )
      let outcome = try place(slot, placing)
      guard outcome == .kept else { return outcome }
      if isFlushed { try folders[key.kind].sync() }
      try content.takeAway()
      return .kept
    } catch {
      let full = try giveBack(size, name: name, after: error)
      return .refused(.diskFull(path: full))
    }
  }

  /// What was asked for.
  private struct Wish {
    var key: CacheKey
    var replacing: Bool
    var holding: Bool
    var evicting: Bool
  }

  private enum Promise {
    /// A folder of this name to build in.
    case room(name: String, Folder)
    case present
    case refused(CacheRefusal)

    var outcome: CacheOutcome {
      if case .refused(let refusal) = self { .refused(refusal) } else { .present }
    }
  }

  /// Makes room and reserves it, so that all that is being written at once is within the limit.
  private func promise(_ size: Int64, to wish: Wish) throws -> Promise {
    try withDesk { desk in
      if !wish.replacing, try useWhatIsThere(wish, &desk) { return .present }
      let session = try desk.mySession()
      if let refusal = try desk.makeRoom(for: size, evicting: wish.evicting) {
        return .refused(refusal)
      }
      desk.index.reserve(size, session: session.number)
      // Under the lock: an index that is made anew finds the promise in the name.
      let name = session.buildingName(size)
      do {
        let folder = try folders.building.makeNewFolder(name, mode: 0o700)
        return .room(name: name, folder)
      } catch {
        desk.index.reserve(-size, session: session.number)
        throw error
      }
    }
  }

  /// Whether there is an entry that is still good; an old one is removed.
  private func useWhatIsThere(_ wish: Wish, _ desk: inout CacheDesk) throws -> Bool {
    guard let (number, slot) = try desk.find(wish.key) else { return false }
    if desk.isExpired(slot) { return false }
    guard try desk.folders.entry(wish.key) != nil else {
      try desk.remove(number)
      return false
    }
    try desk.index.use(number, at: desk.now)
    if wish.holding { try desk.pin(number, wish.key) }
    return true
  }

  private struct Placing {
    var wish: Wish
    var name: String
    var reserved: Int64
    /// The data, where it is at hand and little.
    var small: [UInt8]?
    var metadata: [UInt8]
  }

  /// Puts a built entry in its place, unless somebody was faster.
  private func place(_ slot: CacheSlot, _ put: Placing) throws -> CacheOutcome {
    let key = slot.key
    return try withDesk { desk in
      let session = try desk.mySession()
      if !put.wish.replacing, try useWhatIsThere(put.wish, &desk) {
        try desk.folders.building.removeTree(put.name)
        desk.index.reserve(-put.reserved, session: session.number)
        return .present
      }
      var slot = slot
      slot.lastUsed = desk.now
      if let recent, let small = put.small {
        let written = desk.index[CacheLayout.Header.recent]
        slot.recent = recent.write(small, metadata: put.metadata, after: written)
      }
      if let (number, _) = try desk.find(key) {
        slot.isKept = try keepPins(of: key, on: put.name)
        try desk.replace(number, with: slot, built: put.name, reserved: put.reserved)
        if put.wish.holding || session.pinned.contains(key) { try desk.pin(number, key) }
        return .kept
      }
      // What was held and went bad is held again.
      if session.pinned.contains(key) { slot.pins |= 1 << UInt64(session.number) }
      // First the index: an entry that it does not know would count nowhere.
      try desk.add(slot, reserved: put.reserved)
      do { try moveIn(put.name, as: key) } catch {
        if let number = try desk.index.find(key) { try desk.index.remove(number) }
        desk.index.reserve(put.reserved, session: session.number)
        throw error
      }
      if put.wish.holding, let number = try desk.index.find(key) { try desk.pin(number, key) }
      return .kept
    }
  }

  /// Gives a built entry the owners' pins of the one that it replaces; whether there are any.
  private func keepPins(of key: CacheKey, on name: String) throws -> Bool {
    guard let old = try folders.entry(key) else { return false }
    return try CachePin.copy(from: old, to: folders.building.folder(name))
  }

  /// Gives a built entry its name; what stood there, which no index knows, goes.
  private func moveIn(_ name: String, as key: CacheKey) throws {
    let (place, own) = (folders[key.kind], key.digest.description)
    do { try folders.building.renameWithoutReplacing(name, to: own, in: place) } catch {
      guard error.code == .exists else { throw error }
      let aside = RandomName.hex(16)
      try place.rename(own, to: aside, in: folders.gone)
      try folders.gone.removeTree(aside)
      try folders.building.renameWithoutReplacing(name, to: own, in: place)
    }
  }

  /// Undoes what was begun; the path of a full disk, where that is what happened, else the error.
  private func giveBack(_ size: Int64, name: String, after error: any Error) throws -> String? {
    try withDesk { desk in
      try? desk.folders.building.removeTree(name)
      let session = try desk.mySession()
      desk.index.reserve(-size, session: session.number)
    }
    guard let error = error as? SystemError, Self.isFull(error) else { throw error }
    return error.path
  }

  private static func isFull(_ error: SystemError) -> Bool {
    [.noSpace, .quotaExceeded].contains(error.code)
  }
}
