import CutroomModel
import CutroomSystem

/// Pins that last: an empty file `pin-<owner>` in the entry's folder, so that they are lost with no
/// index.
enum CachePin {
  private static let prefix = "pin-"

  static func name(_ owner: ProjectID) -> String { "\(prefix)\(owner)" }

  static func isPin(_ name: String) -> Bool { name.hasPrefix(prefix) }

  /// Who pinned an entry, in byte order.
  static func owners(_ entry: Folder) throws(SystemError) -> [ProjectID] {
    try owners(among: entry.names())
  }

  static func owners(among names: [String]) -> [ProjectID] {
    names.filter(isPin).compactMap { ProjectID(String($0.dropFirst(prefix.count))) }
  }
}
