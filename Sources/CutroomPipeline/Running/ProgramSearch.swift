import CutroomSystem

/// Finds programs the way a shell would.
package enum ProgramSearch {
  /// The absolute path of `name`; one with a slash is taken from `folder`.
  ///
  /// Throws `ItemFault` with the code `tool-missing` where there is none.
  package static func path(of name: String, from folder: String) throws -> String {
    guard let path = ExecutableSearch.path(of: name, from: folder) else {
      throw ItemFault("tool-missing", "the program \(name) is not there or cannot be run")
    }
    return path
  }
}
