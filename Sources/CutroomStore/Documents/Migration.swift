package import CutroomModel

/// One step from an exact version of one kind to the next, and back; never edited once released.
package struct Migration: Sendable {
  package let name: String
  /// Nil: every kind.
  package let kind: DocumentKind?
  package let from: String
  package let to: String
  let apply: @Sendable (inout [String: JSONValue], DocumentKind) -> Void
  /// Takes the step back, or says what the older form has no place for.
  let revert: @Sendable (inout [String: JSONValue], DocumentKind) -> String?

  /// Every step, oldest first; only ever appended to.
  package static let all: [Migration] = [.envelope]

  /// The versions that a kind ever had, oldest first.
  package static func versions(of kind: DocumentKind) -> [String] {
    all.filter { ($0.kind ?? kind) == kind }.map(\.from) + [kind.currentVersion]
  }

  /// Brings a document to the version that this program writes, unknown members and all.
  ///
  /// Throws `StoreError.newer` for a newer version and `StoreError.invalid` for one that no step
  /// leads from.
  package static func upgrade(
    _ value: JSONValue,
    kind: DocumentKind,
    path: String
  ) throws(StoreError) -> JSONValue {
    try upgrade(value, kind: kind, to: kind.currentVersion, by: all, path: path)
  }

  static func upgrade(
    _ value: JSONValue,
    kind: DocumentKind,
    to current: String,
    by steps: [Migration],
    path: String
  ) throws(StoreError) -> JSONValue {
    guard case .object(var members) = value else {
      throw .invalid(path: path, reason: "a document must be a JSON object")
    }
    guard let written = members["version"]?.string else {
      throw .invalid(path: path, reason: "it has no \"version\", which must be a string")
    }
    var version = written
    while version != current {
      if isNewer(version, than: current) {
        throw .newer(path: path, version: written, supported: current)
      }
      guard let step = steps.first(where: { $0.from == version && ($0.kind ?? kind) == kind })
      else {
        throw .invalid(path: path, reason: "no migration leads from version \"\(written)\"")
      }
      step.apply(&members, kind)
      version = step.to
      members["version"] = .string(version)
    }
    guard members["kind"] == .string(kind.rawValue) else {
      let found = members["kind"]?.string ?? "none"
      throw .invalid(path: path, reason: "its kind is \(found), not \(kind.rawValue)")
    }
    return .object(members)
  }

  /// Writes a document as an older program reads it, step by step back from the current version.
  ///
  /// Throws `StoreError.wouldLose` where that version has no place for something that it says, and
  /// `StoreError.invalid` for a version that no steps lead back to.
  package static func downgrade(
    _ value: JSONValue,
    kind: DocumentKind,
    to version: String,
    path: String
  ) throws(StoreError) -> JSONValue {
    let current = try upgrade(value, kind: kind, path: path)
    guard case .object(var members) = current else { return current }
    var reached = kind.currentVersion
    while reached != version {
      guard let step = all.last(where: { $0.to == reached && ($0.kind ?? kind) == kind }) else {
        throw .invalid(path: path, reason: "no migration leads back to version \"\(version)\"")
      }
      if let loss = step.revert(&members, kind) {
        throw .wouldLose(path: path, version: version, reason: loss)
      }
      reached = step.from
      members["version"] = .string(reached)
    }
    // Whatever the steps may have overlooked: the way up again must lead to the same document.
    let back = try upgrade(.object(members), kind: kind, path: path)
    guard DocumentCoding.digest(back) == DocumentCoding.digest(current),
      back["createdAt"] == current["createdAt"]
    else { throw .wouldLose(path: path, version: version, reason: "it would not come back whole") }
    return .object(members)
  }

  private static func isNewer(_ version: String, than current: String) -> Bool {
    let found = numbers(version)
    guard !found.isEmpty else { return false }
    return numbers(current).lexicographicallyPrecedes(found)
  }

  /// The parts of a version up to its last one that is not 0; none where it is not made of numbers.
  private static func numbers(_ version: String) -> [Int] {
    let parts = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    var numbers = parts.contains(nil) ? [] : parts.compactMap(\.self)
    while numbers.last == 0 { numbers.removeLast() }
    return numbers
  }
}

// MARK: - The steps

extension Migration {
  private static let envelope = Migration(
    name: "0001-envelope",
    kind: nil,
    from: "0.9",
    to: "1.0",
    apply: { members, kind in
      members["kind"] = .string(kind.rawValue)
      if let timestamp = members.removeValue(forKey: "timestamp"), members["createdAt"] == nil {
        members["createdAt"] = timestamp
      }
      if members["metadata"] == nil { members["metadata"] = .object([:]) }
    },
    revert: { members, _ in
      if let metadata = members["metadata"], metadata != .object([:]) {
        return "its \"metadata\" says something, and 0.9 has none"
      }
      if members["timestamp"] != nil {
        return "its \"timestamp\" would be taken for the time it was made"
      }
      members["metadata"] = nil
      members["kind"] = nil
      members["timestamp"] = members.removeValue(forKey: "createdAt")
      return nil
    }
  )
}
