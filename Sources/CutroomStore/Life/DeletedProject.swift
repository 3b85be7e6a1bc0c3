package import CutroomModel

/// A project in the trash.
package struct DeletedProject: Sendable, Equatable {
  package let id: ProjectID
  package let deletedAt: Instant
  /// What it is called in the trash.
  let name: String

  /// Where it lies in the workspace.
  package var path: String { ".cutroom/\(id)/trash/\(name)" }

  /// The name of a project that is deleted now.
  static func name(at time: Instant) -> String {
    Workspace.trashPrefix + time.iso8601.filter { $0.isLetter || $0.isNumber }
  }

  /// The time in a name as ``name(at:)`` makes it; nil for another.
  static func time(in name: String) -> Instant? {
    guard name.hasPrefix(Workspace.trashPrefix) else { return nil }
    let stamp = Array(name.dropFirst(Workspace.trashPrefix.count))
    guard stamp.count >= 16, stamp[8] == "T", stamp.last == "Z" else { return nil }
    let parts = [0..<4, 4..<6, 6..<8, 9..<11, 11..<13, 13..<15].map { String(stamp[$0]) }
    let fraction = stamp.count > 16 ? "." + String(stamp[15..<(stamp.count - 1)]) : ""
    let date = parts[..<3].joined(separator: "-")
    let clock = parts[3...].joined(separator: ":")
    return Instant(iso8601: "\(date)T\(clock)\(fraction)Z")
  }
}
