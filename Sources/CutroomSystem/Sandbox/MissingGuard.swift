import CLinux

/// A guard of the sandbox that this kernel does not offer.
package enum MissingGuard: String, Codable, CaseIterable, Sendable {
  /// Refuses files by name.
  case landlock
  /// Refuses every call that is not needed: sockets, programs, signals to others, files by name.
  case seccomp

  /// Those that a worker started now would have to do without.
  package static func ofThisKernel() -> [MissingGuard] {
    var missing: [MissingGuard] = []
    if clinux_landlock_version() < 0 { missing.append(.landlock) }
    if clinux_has_seccomp() == 0 { missing.append(.seccomp) }
    return missing
  }
}
