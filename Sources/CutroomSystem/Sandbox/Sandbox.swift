import CLinux
import Glibc

/// What a process gives up, for good, before it touches bytes of strangers.
package struct Sandbox: Sendable {
  /// What is left of the world outside.
  package enum Reach: Sendable {
    /// Nothing that has a name: only descriptors that are open, or arrive in a message.
    ///
    /// `writes` leaves changing the files behind them, `forks` starting copies of the process.
    case descriptors(writes: Bool, forks: Bool)
    /// The network, and files for reading; no program can be started.
    ///
    /// What is sent may be secret: the memory is kept out of core dumps, whoever takes them.
    case network
  }

  package var limits: ResourceLimits
  package var reach: Reach

  package init(limits: ResourceLimits, reach: Reach) {
    self.limits = limits
    self.reach = reach
  }

  /// Locks this process down: no_new_privs, Landlock, setrlimit(2), seccomp(2).
  ///
  /// Landlock binds the calling thread and all that it starts, forks included; the rest binds every
  /// thread. Returns the guards that the kernel does not have; every other failure throws.
  ///
  /// `leavingOut` is for those who want to see what the other guards do alone.
  package func enter(
    leavingOut leftOut: Set<MissingGuard> = []
  ) throws(SystemError) -> [MissingGuard] {
    signal(SIGXFSZ, SIG_IGN)  // A write beyond the limit then fails with EFBIG.
    try check("prctl") { clinux_no_new_privileges() }
    // A limit of 0 does not bind the kernel where a program takes the dumps.
    if case .network = reach { try check("prctl") { clinux_hide_memory() } }
    var missing = leftOut
    if !leftOut.contains(.landlock), try !Self.isOffered(.landlock, denyNames) {
      missing.insert(.landlock)
    }
    // Not before: Landlock needs a descriptor for a moment.
    try limits.apply()
    if !leftOut.contains(.seccomp), try !Self.isOffered(.seccomp, installFilter) {
      missing.insert(.seccomp)
    }
    return MissingGuard.allCases.filter(missing.contains)
  }

  /// Whether this process may be dumped, and looked into by others of this user.
  package static var showsMemory: Bool { clinux_shows_memory() != 0 }

  /// Takes from a copy of a locked process the ability to start further ones, where there is seccomp.
  package static func denyProcesses() { _ = clinux_seccomp_no_processes() }

  // MARK: -

  private func denyNames() -> CInt {
    if case .network = reach { clinux_landlock_deny(1) } else { clinux_landlock_deny(0) }
  }

  private func installFilter() -> CInt {
    switch reach {
    case .descriptors(let writes, let forks):
      clinux_seccomp_descriptors_only(writes ? 1 : 0, forks ? 1 : 0)
    case .network: clinux_seccomp_no_programs()
    }
  }

  /// A kernel that lacks a guard and a container that does not let it through are the same to us.
  ///
  /// One that is there and then fails is neither: nobody would be told that it is missing.
  private static func isOffered(
    _ one: MissingGuard,
    _ enter: () -> CInt
  ) throws(SystemError) -> Bool {
    if enter() == 0 { return true }
    let failure = SystemError.last(one.rawValue)
    guard MissingGuard.ofThisKernel().contains(one) else { throw failure }
    return false
  }
}
