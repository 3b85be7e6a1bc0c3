import CLinux
import Glibc

/// What a process gives up, for good, before it touches bytes of strangers.
package struct Sandbox: Sendable {
  /// A guard that this kernel does not offer.
  package enum MissingGuard: String, Codable, Sendable {
    /// Refusing to open files by name.
    case landlock
    /// Refusing sockets, new programs and signals.
    case seccomp
  }

  package var limits: ResourceLimits
  package var deniesFiles: Bool
  package var deniesNetwork: Bool

  package init(limits: ResourceLimits, deniesFiles: Bool = true, deniesNetwork: Bool = true) {
    self.limits = limits
    self.deniesFiles = deniesFiles
    self.deniesNetwork = deniesNetwork
  }

  /// Locks this process down: setrlimit(2), no_new_privs, Landlock, seccomp(2).
  ///
  /// Landlock binds the calling thread and all that it starts, forks included; the rest binds every
  /// thread. Returns the guards that the kernel does not have, to be told once; every other
  /// failure throws.
  package func enter() throws(SystemError) -> [MissingGuard] {
    try limits.apply()
    signal(SIGXFSZ, SIG_IGN)  // A write beyond the limit then fails with EFBIG.
    try check("prctl") { clinux_no_new_privileges() }
    var missing: [MissingGuard] = []
    if deniesFiles, try !Self.isOffered("landlock", clinux_landlock_deny_all) {
      missing.append(.landlock)
    }
    if deniesNetwork, try !Self.isOffered("seccomp", clinux_seccomp_deny_network_and_exec) {
      missing.append(.seccomp)
    }
    return missing
  }

  private static func isOffered(
    _ call: String,
    _ guardCall: () -> CInt
  ) throws(SystemError) -> Bool {
    if guardCall() == 0 { return true }
    switch errno {
    case ENOSYS, EOPNOTSUPP, EINVAL: return false
    default: throw SystemError.last(call)
    }
  }
}
