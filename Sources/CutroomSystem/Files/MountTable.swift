/// The file systems of this machine by device, as /proc/self/mountinfo shows them.
package struct MountTable: Sendable {
  private let types: [String: String]

  /// Reads the text of a mountinfo file; a line that is none is passed over.
  package init(_ text: String) {
    var types: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 4, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else {
        continue
      }
      types[String(fields[2])] = String(fields[dash + 1])
    }
    self.types = types
  }

  /// The mounts as this process sees them now; empty where /proc does not tell.
  package static func current() -> MountTable {
    guard let file = try? Folder.open("/proc/self").openFile("mountinfo"),
      let bytes = try? file.readAll(limit: 1 << 24)
    else { return MountTable("") }
    return MountTable(String(decoding: bytes, as: UTF8.self))
  }

  /// The type of the file system on a device, such as `ext4`; nil where it is not listed.
  package func type(device: UInt64) -> String? {
    // The kernel's split of a device number: makedev(3).
    let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
    let minor = device & 0xFF | device >> 12 & ~0xFF
    return types["\(major):\(minor)"]
  }
}
