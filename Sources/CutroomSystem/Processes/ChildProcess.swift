import CLinux
import Glibc

/// A running child with its own pidfd, so that a signal can never hit a stranger.
package final class ChildProcess: Sendable {
  /// How a child ended.
  package enum ExitStatus: Equatable, Sendable {
    case exited(CInt)
    case signalled(CInt)

    /// Whether it returned 0.
    package var isSuccess: Bool { self == .exited(0) }
  }

  package let pid: CInt
  /// Readable once the child has ended: pidfd_open(2).
  package let pidfd: Descriptor
  private let leadsGroup: Bool

  /// Starts `program` with exactly the descriptors in `mappings` open.
  ///
  /// `arguments` starts with the program's name. The child is killed when the calling thread ends
  /// if `parentDeathSignal` is given, so that thread must live as long as the child may.
  package init(
    program: String,
    arguments: [String],
    environment: [String],
    folder: Folder? = nil,
    mappings: [(source: CInt, target: CInt)],
    newGroup: Bool = true,
    parentDeathSignal: CInt = SIGKILL
  ) throws(SystemError) {
    let argv = CStrings(arguments)
    let envp = CStrings(environment)
    let places = mappings.map { clinux_mapping(source: $0.source, target: $0.target) }
    let pid = places.withUnsafeBufferPointer { places in
      program.withCString { program in
        var spawn = clinux_spawn(
          program: program,
          arguments: argv.pointer,
          environment: envp.pointer,
          directory: folder?.raw ?? -1,
          mappings: places.baseAddress,
          mapping_count: CInt(places.count),
          new_group: newGroup ? 1 : 0,
          parent_death_signal: parentDeathSignal
        )
        return clinux_start(&spawn)
      }
    }
    if pid == -1 { throw SystemError.last("exec", path: program) }
    self.pid = pid
    leadsGroup = newGroup
    let descriptor = clinux_pidfd_open(pid)
    if descriptor == -1 {
      let error = SystemError.last("pidfd_open", path: program)
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
      throw error
    }
    pidfd = Descriptor(owning: descriptor)
  }

  /// Waits for the child to end and takes its status; to be called once.
  package func wait() throws(SystemError) -> ExitStatus {
    var status: CInt = 0
    try check("waitpid") { waitpid(pid, &status, 0) }
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }

  /// Sends a signal to the child's whole group where it leads one, else to the child.
  package func signal(_ signal: CInt) {
    if leadsGroup { kill(-pid, signal) } else { _ = clinux_pidfd_send_signal(pidfd.raw, signal) }
  }
}

/// A NULL-terminated array of C strings, freed with its owner.
private final class CStrings {
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointer = .allocate(capacity: count + 1)
    for (index, string) in strings.enumerated() { (pointer + index).initialize(to: strdup(string)) }
    (pointer + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(pointer[index]) }
    pointer.deallocate()
  }
}
