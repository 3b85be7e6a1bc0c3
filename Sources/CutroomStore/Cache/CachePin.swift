import CutroomModel
import CutroomSystem

/// Pins that last: a file `pin-<owner>` in the entry's folder, so that they are lost with no index.
///
/// One that is empty is a person's, and stays until it is taken away. One of a run has a line for each
/// fingerprint whose item asked for the entry: `<SHA-256> <microseconds since 1970>`.
enum CachePin {
  /// For what an entry was asked for, and when.
  struct Asker: Equatable {
    var fingerprint: Digest
    /// Microseconds since 1970.
    var at: Int64
  }

  private static let prefix = "pin-"
  private static let longest = 1 << 20
  /// Microseconds for which a pin stays whatever it is for: what was bought is not always committed yet.
  static let grace: Int64 = 86_400_000_000

  static func name(_ owner: ProjectID) -> String { "\(prefix)\(owner)" }

  static func isPin(_ name: String) -> Bool { name.hasPrefix(prefix) }

  /// Who pinned an entry, in byte order.
  static func owners(_ entry: Folder) throws(SystemError) -> [ProjectID] {
    try owners(among: entry.names())
  }

  static func owners(among names: [String]) -> [ProjectID] {
    names.filter(isPin).compactMap { ProjectID(String($0.dropFirst(prefix.count))) }
  }

  /// Pins an entry for a person, or for an item of a run.
  static func add(
    to entry: Folder,
    for owner: ProjectID,
    askedBy fingerprint: Digest?,
    at now: Int64
  ) throws(SystemError) {
    let name = name(owner)
    guard let facts = try entry.facts(name) else {
      let file = try entry.createFile(name, mode: 0o600)
      if let fingerprint { try file.writeAll(line(Asker(fingerprint: fingerprint, at: now))) }
      return try entry.sync()
    }
    // What a person pinned, no run pins for less.
    if facts.size == 0 { return }
    guard let fingerprint else {
      try entry.openAppending(name, mode: 0o600).truncate(to: 0)
      return
    }
    let isKnown = try askers(entry, for: owner).contains { asker in
      asker.fingerprint == fingerprint && now - asker.at < grace
    }
    if isKnown { return }
    let file = try entry.openAppending(name, mode: 0o600)
    try file.writeAll(line(Asker(fingerprint: fingerprint, at: now)))
  }

  /// What an owner's runs asked for the entry for; empty where a person pinned it.
  static func askers(_ entry: Folder, for owner: ProjectID) throws(SystemError) -> [Asker] {
    let bytes: [UInt8]
    do { bytes = try entry.openFile(name(owner)).readAll(limit: longest) } catch {
      if error.code == .noSuchFile || error.code == .fileTooLarge { return [] }
      throw error
    }
    return bytes.split(separator: 0x0A).compactMap { line in
      let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard parts.count == 2, let digest = Digest(String(parts[0])), let at = Int64(parts[1]) else {
        return nil
      }
      return Asker(fingerprint: digest, at: at)
    }
  }

  /// Gives an entry the pins of another one; whether there are any.
  static func copy(from old: Folder, to new: Folder) throws(SystemError) -> Bool {
    let owners = try owners(old)
    for owner in owners {
      let file = try new.createFile(name(owner), mode: 0o600)
      for asker in try askers(old, for: owner) { try file.writeAll(line(asker)) }
    }
    return !owners.isEmpty
  }

  private static func line(_ asker: Asker) -> [UInt8] {
    Array("\(asker.fingerprint) \(asker.at)\n".utf8)
  }
}
