import CutroomSystem
import Glibc

/// Finds programs the way a shell would.
package enum ProgramSearch {
  /// The absolute path of `name`; one with a slash is taken from `folder`.
  ///
  /// Throws `ItemFault` with the code `tool-missing` where there is none.
  package static func path(of name: String, from folder: String) throws -> String {
    if name.contains("/") {
      let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
      guard access(path, X_OK) == 0 else { throw missing(name) }
      return path
    }
    let folders = (ThisProcess.environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin")
      .split(separator: ":")
    for folder in folders {
      let path = "\(folder)/\(name)"
      if access(path, X_OK) == 0 { return path }
    }
    throw missing(name)
  }

  private static func missing(_ name: String) -> ItemFault {
    ItemFault("tool-missing", "the program \(name) is not there or cannot be run")
  }
}
