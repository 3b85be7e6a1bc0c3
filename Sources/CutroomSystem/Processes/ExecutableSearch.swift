import Glibc

/// Finds programs the way a shell would.
package enum ExecutableSearch {
  /// The absolute path of `name`; one with a slash is taken from `folder`; nil where there is none.
  package static func path(of name: String, from folder: String) -> String? {
    if name.contains("/") {
      let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
      return isProgram(path) ? path : nil
    }
    let folders = (ThisProcess.environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin")
      .split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }.first { isProgram($0) }
  }

  // A folder may be entered, which access(2) calls executable too.
  private static func isProgram(_ path: String) -> Bool {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
    return access(path, X_OK) == 0
  }
}
