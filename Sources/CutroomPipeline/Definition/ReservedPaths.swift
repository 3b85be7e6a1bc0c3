import CutroomModel
import CutroomStore

/// Files of a project that no stage may write: cutroom itself goes by them.
enum ReservedPaths {
  static func contains(_ path: String) -> Bool {
    path.hasPrefix(".cutroom/")
      || ["pipeline.json", "metadata.json", "waivers.json"].contains(path)
      || path.split(separator: "/").contains { isStoresOwn($0) }
  }

  /// A backup, a corrupt copy or a temporary: the store makes and removes those by their names.
  private static func isStoresOwn(_ name: Substring) -> Bool {
    FileWriter.isTemporary(String(name)) || ProjectPath(String(name))?.isLeftover == true
  }
}
