import CLinux
import Glibc

/// The processes of this machine, as /proc shows them.
package enum ProcessTable {
  private static let patienceMilliseconds: Int64 = 2000

  /// Kills the processes of this user whose environment has the line `entry`, this one left out,
  /// and waits for each until it is gone: SIGKILL by pidfd.
  package static func killAll(withEnvironment entry: String) throws(SystemError) -> [Int32] {
    let root = try Folder.open("/proc")
    var killed: [Int32] = []
    for name in try root.names() {
      guard let pid = Int32(name), pid != getpid() else { continue }
      // Opened before the look: a number that goes to somebody else in between is not hit.
      let raw = clinux_pidfd_open(pid)
      guard raw >= 0 else { continue }
      let pidfd = Descriptor(owning: raw)
      guard has(entry, pid: name, in: root), clinux_pidfd_send_signal(pidfd.raw, SIGKILL) == 0
      else { continue }
      _ = try Waiting.poll([(pidfd.raw, .readable)], milliseconds: patienceMilliseconds)
      killed.append(pid)
    }
    return killed
  }

  /// The processes that ``killAll(withEnvironment:)`` would end, in order of their numbers' texts.
  package static func all(withEnvironment entry: String) throws(SystemError) -> [Int32] {
    let root = try Folder.open("/proc")
    return try root.names().compactMap { name in
      guard let pid = Int32(name), pid != getpid(), has(entry, pid: name, in: root) else {
        return nil
      }
      return pid
    }
  }

  private static func has(_ entry: String, pid: String, in root: Folder) -> Bool {
    guard let file = try? root.openFile("\(pid)/environ"),
      let bytes = try? file.readAll(limit: 1 << 22)
    else { return false }
    return bytes.split(separator: 0).contains { $0.elementsEqual(entry.utf8) }
  }
}
