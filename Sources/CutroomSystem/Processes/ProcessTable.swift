import CLinux
import Glibc

/// The processes of this machine, as /proc shows them.
package enum ProcessTable {
  /// The processes of this user whose environment has the line `entry`, this one left out.
  package static func processes(withEnvironment entry: String) throws(SystemError) -> [Int32] {
    let root = try Folder.open("/proc")
    let wanted = Array(entry.utf8)
    return try root.names().compactMap { name in
      guard let pid = Int32(name), pid != getpid(),
        let file = try? root.openFile("\(name)/environ"),
        let bytes = try? file.readAll(limit: 1 << 22)
      else { return nil }
      return bytes.split(separator: 0).contains { $0.elementsEqual(wanted) } ? pid : nil
    }
  }

  /// Kills a process for good: SIGKILL by pidfd.
  package static func kill(_ pid: Int32) {
    let pidfd = clinux_pidfd_open(pid)
    guard pidfd >= 0 else { return }
    _ = clinux_pidfd_send_signal(pidfd, SIGKILL)
    _ = Glibc.close(pidfd)
  }
}
