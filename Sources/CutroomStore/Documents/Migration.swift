package import CutroomModel

/// One step from an exact version of one kind to the next; never edited once released.
package struct Migration: Sendable {
  package let name: String
  /// Nil: every kind.
  package let kind: DocumentKind?
  package let from: String
  package let to: String
  let apply: @Sendable (inout [String: JSONValue], DocumentKind) -> Void

  /// Every step, oldest first; only ever appended to.
  package static let all: [Migration] = [
    Migration(name: "0001-envelope", kind: nil, from: "0.9", to: "1.0") { members, kind in
      members["kind"] = .string(kind.rawValue)
      if let timestamp = members.removeValue(forKey: "timestamp"), members["createdAt"] == nil {
        members["createdAt"] = timestamp
      }
      if members["metadata"] == nil { members["metadata"] = .object([:]) }
    }
  ]

  /// Brings a document to the version that this program writes, unknown members and all.
  ///
  /// Throws `StoreError.newer` for a newer version and `StoreError.invalid` for one that no step
  /// leads from.
  package static func upgrade(
    _ value: JSONValue,
    kind: DocumentKind,
    path: String
  ) throws(StoreError) -> JSONValue {
    guard case .object(var members) = value else {
      throw .invalid(path: path, reason: "a document must be a JSON object")
    }
    guard let written = members["version"]?.string else {
      throw .invalid(path: path, reason: "it has no \"version\", which must be a string")
    }
    var version = written
    while version != kind.currentVersion {
      if isNewer(version, than: kind.currentVersion) {
        throw .newer(path: path, version: written, supported: kind.currentVersion)
      }
      guard let step = all.first(where: { $0.from == version && ($0.kind ?? kind) == kind }) else {
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

  private static func isNewer(_ version: String, than current: String) -> Bool {
    let found = version.split(separator: ".").map { Int($0) }
    let known = current.split(separator: ".").map { Int($0) ?? 0 }
    guard found.count == 2, let major = found[0], let minor = found[1] else { return false }
    return major > known[0] || (major == known[0] && minor > known[1])
  }
}
