import CutroomModel
import CutroomSystem

extension CacheDesk {
  /// Puts the entry that was built under `name` in the place of one that the index knows, which goes.
  ///
  /// Whoever is killed leaves the one or the other in its place, whole; where that is not the one that the
  /// index knows, ``quarantine(_:)`` finds out.
  func replace(
    _ number: Int,
    with slot: CacheSlot,
    built name: String,
    reserved: Int64
  ) throws {
    let session = session?.number ?? 0
    var change = try index.renewal(number, slot, reserved: reserved, session: session)
    try exchange(name, slot.key)
    // Before the index tells of less: what lies there must be counted. What cannot be removed goes with the
    // session, as what it did not finish.
    try? folders.building.removeTree(name)
    change.commit()
  }

  /// Puts an entry aside whose bytes are wrong; false where another whole one lies in its place, which the
  /// index knows from then on.
  ///
  /// Such a one was put there by somebody who was killed before the index was told.
  func quarantine(_ number: Int) throws -> Bool {
    let slot = try index.slot(number)
    if var told = try CacheAudit(folders: folders).slot(slot.key), !told.isSameEntry(as: slot) {
      (told.lastUsed, told.uses) = (now, slot.uses)
      var change = try index.renewal(number, told, reserved: 0, session: session?.number ?? 0)
      change.commit()
      return false
    }
    do { try folders.putAside(slot.key) } catch {
      guard error.code == .noSuchFile else { throw error }
      try remove(number)
      return true
    }
    try index.remove(number, isQuarantined: true)
    return true
  }

  private func exchange(_ name: String, _ key: CacheKey) throws(SystemError) {
    let (place, own) = (folders[key.kind], key.digest.description)
    do { try folders.building.exchange(name, with: own, in: place) } catch {
      // It was removed by hand, or the file system cannot: then for a moment neither is in its place.
      guard error.code == .noSuchFile || error.code == .invalidArgument else { throw error }
      let aside = RandomName.hex(16)
      do { try place.rename(own, to: aside, in: folders.gone) } catch {
        if error.code != .noSuchFile { throw error }
      }
      try folders.building.renameWithoutReplacing(name, to: own, in: place)
      try folders.gone.removeTree(aside)
    }
  }
}
