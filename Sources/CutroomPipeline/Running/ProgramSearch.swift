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
      guard isProgram(path) else { throw missing(name) }
      return path
    }
    let folders = (ThisProcess.environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin")
      .split(separator: ":")
    for folder in folders {
      let path = "\(folder)/\(name)"
      if isProgram(path) { return path }
    }
    throw missing(name)
  }

  // A folder may be entered, which access(2) calls executable too.
  private static func isProgram(_ path: String) -> Bool {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
    return access(path, X_OK) == 0
  }

  private static func missing(_ name: String) -> ItemFault {
    ItemFault("tool-missing", "the program \(name) is not there or cannot be run")
  }
}
