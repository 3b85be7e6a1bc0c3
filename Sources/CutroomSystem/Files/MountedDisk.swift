/// The disk that a folder is on, as people call it.
package struct MountedDisk: Equatable, Sendable, CustomStringConvertible {
  /// Such as `/dev/sda1` or `tmpfs`.
  package let source: String
  /// Where it is mounted.
  package let place: String

  /// Finds the disk of a folder in the text of a mountinfo file; nil where it is not there.
  package init?(device: UInt64, mountinfo: String) {
    // The kernel's split of a device number: makedev(3).
    let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
    let minor = device & 0xFF | device >> 12 & ~0xFF
    for line in mountinfo.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 4, fields[2] == "\(major):\(minor)",
        let dash = fields.firstIndex(of: "-"), dash + 2 < fields.count
      else { continue }
      source = String(fields[dash + 2])
      place = String(fields[4]).replacing("\\040", with: " ")
      return
    }
    return nil
  }

  /// The disk that the file or folder at an absolute path is on, or would be on.
  package static func of(_ path: String) -> MountedDisk? {
    var path = path[...]
    while !path.isEmpty {
      if let folder = try? Folder.open(String(path)),
        let facts = try? FileFacts(descriptor: folder.raw),
        let file = try? Folder.open("/proc/self").openFile("mountinfo"),
        let bytes = try? file.readAll(limit: 1 << 24)
      {
        return MountedDisk(
          device: facts.device,
          mountinfo: String(decoding: bytes, as: UTF8.self)
        )
      }
      path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    }
    return nil
  }

  package var description: String { "\(source) at \(place)" }
}
