package import CutroomModel

/// The files and folders below one root that something was judged from.
package struct Sights: Sendable {
  /// Files that were read or stated, there or not; may name one several times.
  package var files: [ProjectPath] = []
  /// Folders whose names were read, there or not.
  package var folders: Set<String> = []

  package init() {}
}
