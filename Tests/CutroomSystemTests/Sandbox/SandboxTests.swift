import CutroomSystem
import Glibc
import Testing

/// Each guard by itself, in a process that ends with the attempt: 0 where it was refused as it should.
@Suite(.enabled(if: MissingGuard.ofThisKernel().isEmpty, "not run: this kernel lacks a guard"))
struct SandboxTests {
  @Test func `Landlock alone refuses files by name`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      try lockToDescriptors(leavingOut: [.seccomp])
      let isRefused =
        refused(EACCES) { open("/etc/passwd", O_RDONLY) }
        && refused(EACCES) { open("/tmp/cutroom-sandbox", O_WRONLY | O_CREAT, 0o600) }
      _exit(isRefused ? 0 : 1)
    }
  }

  @Test func `the filter alone refuses what is not needed`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let file = open("/etc/passwd", O_RDONLY)
      try lockToDescriptors(leavingOut: [.landlock])
      let rights = PROT_READ | PROT_EXEC
      let isRefused =
        refused(EPERM) { open("/etc/passwd", O_RDONLY) }
        && refused(EPERM) { access("/etc/passwd", R_OK) }
        && refused(EPERM) { fchmod(file, 0o644) }
        && refused(EPERM) { flock(file, LOCK_EX) }
        && refused(EPERM) { kill(getppid(), 0) }
        && refused(EPERM) { chdir("/") }
        && refused(EPERM) { socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue), 0) }
        && mmap(nil, 4096, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
      var byte: UInt8 = 0
      _exit(isRefused && pread(file, &byte, 1, 0) == 1 ? 0 : 1)
    }
  }

  @Test func `opening to write ends the process`() async {
    await #expect(processExitsWith: .signal(SIGSYS)) {
      try lockToDescriptors()
      _exit(open("/dev/null", O_WRONLY))
    }
  }

  @Test func `a socket ends the process`() async {
    await #expect(processExitsWith: .signal(SIGSYS)) {
      try lockToDescriptors()
      _exit(socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0))
    }
  }

  @Test func `starting a program ends the process`() async {
    await #expect(processExitsWith: .signal(SIGSYS)) {
      try lockToDescriptors()
      _exit(startNothing())
    }
  }

  @Test func `threads may start, processes only where that is said`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      try lockToDescriptors(forks: true)
      let started = Locked(false)
      try WorkThread { started.withLock { $0 = true } }.join()
      // The copy dies of the program that it may not start, and spawn tells of no failure.
      var child: pid_t = 0
      var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
      let spawned = posix_spawn(&child, "/nonexistent", nil, nil, &arguments, &arguments)
      Sandbox.denyProcesses()
      let again = posix_spawn(&child, "/nonexistent", nil, nil, &arguments, &arguments)
      _exit(started.withLock { $0 } && spawned != EPERM && again == EPERM ? 0 : 1)
    }
  }

  @Test func `without any guard the limits still leave no room for another file`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let limits = ResourceLimits(openFiles: 3, fileSize: 0)
      let sandbox = Sandbox(limits: limits, reach: .descriptors(writes: false, forks: false))
      let missing = try sandbox.enter(leavingOut: [.landlock, .seccomp])
      let isRefused = refused(EMFILE) { open("/etc/passwd", O_RDONLY) }
      _exit(isRefused && missing == [.landlock, .seccomp] ? 0 : 1)
    }
  }

  @Test func `with the network in reach files can be read but not written`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let missing = try Sandbox(limits: ResourceLimits(), reach: .network).enter()
      let isRefused =
        open("/etc/passwd", O_RDONLY) != -1
        && socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0) != -1
        && refused(EACCES) { open("/tmp/cutroom-sandbox", O_WRONLY | O_CREAT, 0o600) }
        && refused(EPERM) { kill(getppid(), 0) } && !Sandbox.showsMemory
      _exit(isRefused && missing.isEmpty ? 0 : 1)
    }
  }

  @Test func `with the network in reach a program still ends the process`() async {
    await #expect(processExitsWith: .signal(SIGSYS)) {
      _ = try Sandbox(limits: ResourceLimits(), reach: .network).enter()
      _exit(startNothing())
    }
  }
}

private func lockToDescriptors(
  forks: Bool = false,
  leavingOut guards: Set<MissingGuard> = []
) throws {
  let reach = Sandbox.Reach.descriptors(writes: false, forks: forks)
  let missing = try Sandbox(limits: ResourceLimits(), reach: reach).enter(leavingOut: guards)
  if Set(missing) != guards { _exit(2) }
}

private func refused(_ code: CInt, _ call: () -> CInt) -> Bool {
  errno = 0
  return call() == -1 && errno == code
}

private func startNothing() -> CInt {
  var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
  return execve("/nonexistent", &arguments, &arguments)
}
