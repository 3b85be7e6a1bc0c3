import CLinux

/// A file system by what it promises: whether flock(2) keeps every other writer out, whether fsync(2)
/// means a disk of this machine, and whether one flush does for all.
package struct FileSystemKind: Equatable, Sendable {
  /// Who else may write to it.
  package enum Reach: Sendable {
    /// Only programs of this machine, and its locks hold for all of them.
    case thisMachine
    /// Other machines too.
    case otherMachines
    /// A FUSE program decides, and cutroom does not know this one.
    case unknown
  }

  /// Such as `nfs` or `fuse.sshfs`, for people.
  package let name: String
  package let reach: Reach

  /// Whether syncfs(2) reaches its disk and tells what could not be written there.
  ///
  /// A program behind FUSE is not told of it, and overlayfs does not hear of errors in the file system
  /// below it.
  package let tellsFlushErrors: Bool

  /// Decides by `f_type` of statfs(2); `mountName`, the type as mountinfo has it, tells one FUSE
  /// file system from another.
  package init(type: UInt32, mountName: String?) {
    if let name = Self.shared[type] {
      self.init(name: mountName ?? name, reach: .otherMachines)
    } else if type == Self.fuse {
      self.init(fuse: mountName ?? "fuse")
    } else {
      let name = mountName ?? "type \(String(type, radix: 16))"
      self.init(name: name, reach: .thisMachine, tellsFlushErrors: type != Self.overlay)
    }
  }

  private init(name: String, reach: Reach, tellsFlushErrors: Bool = true) {
    self.name = name
    self.reach = reach
    self.tellsFlushErrors = tellsFlushErrors
  }

  private init(fuse name: String) {
    let reach: Reach =
      if Self.networkFuse.contains(name) { .otherMachines } else if Self.localFuse.contains(name) {
        .thisMachine
      } else { .unknown }
    self.init(name: name, reach: reach, tellsFlushErrors: false)
  }

  /// The kind of the file system that a folder lies on: fstatfs(2).
  package static func under(_ folder: Folder) throws(SystemError) -> FileSystemKind {
    let number = try check("fstatfs", path: folder.path) { clinux_file_system_type(folder.raw) }
    let type = UInt32(truncatingIfNeeded: number)
    let plain = FileSystemKind(type: type, mountName: nil)
    guard plain.reach != .thisMachine else { return plain }
    let device = try FileFacts(descriptor: folder.raw).device
    return FileSystemKind(type: type, mountName: MountTable.current().type(device: device))
  }

  private static let fuse: UInt32 = 0x6573_5546
  private static let overlay: UInt32 = 0x794C_7630

  /// `f_type` of file systems that several machines write to.
  private static let shared: [UInt32: String] = [
    0x6969: "nfs", 0x517B: "smb", 0xFF53_4D42: "cifs", 0xFE53_4D42: "smb2", 0x0102_1997: "9p",
    0x5346_414F: "afs", 0x6B41_4653: "afs", 0x00C3_6400: "ceph", 0x7375_7245: "coda",
    0x564C: "ncp", 0x0BD0_0BD0: "lustre", 0x4750_4653: "gpfs", 0x7461_636F: "ocfs2",
    0x0116_1970: "gfs2", 0x1983_0326: "beegfs", 0xAAD7_AAEA: "panfs", 0x2003_0528: "orangefs",
    0x1803_1977: "weka", 0x786F_4256: "vboxsf", 0xBACB_ACBC: "vmhgfs", 0x7C7C_6673: "prl_fs",
  ]

  private static let networkFuse: Set<String> = [
    "virtiofs", "fuse.ceph", "fuse.curlftpfs", "fuse.davfs", "fuse.davfs2", "fuse.gcsfuse",
    "fuse.glusterfs", "fuse.goofys", "fuse.juicefs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs",
    "fuse.sshfs", "fuse.vmhgfs-fuse",
  ]

  /// Programs that store on a disk of this machine and leave flock(2) to the kernel.
  private static let localFuse: Set<String> = [
    "fuseblk", "fuse.bindfs", "fuse.cryfs", "fuse.encfs", "fuse.exfat", "fuse.fuse-overlayfs",
    "fuse.fuse2fs", "fuse.gocryptfs", "fuse.mergerfs", "fuse.ntfs-3g", "fuse.unionfs",
    "fuse.unionfs-fuse", "fuse.zfs-fuse",
  ]
}
