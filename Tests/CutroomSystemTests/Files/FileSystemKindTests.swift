import CutroomSystem
import Testing

@Suite struct FileSystemKindTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let type: UInt32
    let mount: String?
    let reach: FileSystemKind.Reach
    let name: String
    var testDescription: String { "\(name) is \(reach)" }

    init(_ type: UInt32, _ mount: String?, _ reach: FileSystemKind.Reach, _ name: String) {
      self.type = type
      self.mount = mount
      self.reach = reach
      self.name = name
    }
  }

  @Test(arguments: [
    Case(0xEF53, nil, .thisMachine, "type ef53"), Case(0x5846_5342, "xfs", .thisMachine, "xfs"),
    Case(0x9123_683E, "btrfs", .thisMachine, "btrfs"),
    Case(0x0102_1994, "tmpfs", .thisMachine, "tmpfs"),
    Case(0x794C_7630, "overlay", .thisMachine, "overlay"),
    Case(0x4D44, "vfat", .thisMachine, "vfat"),
    Case(0x6969, nil, .otherMachines, "nfs"), Case(0x6969, "nfs4", .otherMachines, "nfs4"),
    Case(0x517B, nil, .otherMachines, "smb"), Case(0xFF53_4D42, nil, .otherMachines, "cifs"),
    Case(0xFE53_4D42, "cifs", .otherMachines, "cifs"), Case(0x0102_1997, nil, .otherMachines, "9p"),
    Case(0x5346_414F, nil, .otherMachines, "afs"), Case(0x00C3_6400, nil, .otherMachines, "ceph"),
    Case(0x0BD0_0BD0, nil, .otherMachines, "lustre"),
    Case(0x0116_1970, nil, .otherMachines, "gfs2"),
    Case(0x6573_5546, "fuse.sshfs", .otherMachines, "fuse.sshfs"),
    Case(0x6573_5546, "virtiofs", .otherMachines, "virtiofs"),
    Case(0x6573_5546, "fuseblk", .thisMachine, "fuseblk"),
    Case(0x6573_5546, "fuse.gocryptfs", .thisMachine, "fuse.gocryptfs"),
    Case(0x6573_5546, "fuse.somebodys", .unknown, "fuse.somebodys"),
    Case(0x6573_5546, nil, .unknown, "fuse"),
  ])
  func `a type is known by its number, a FUSE one by its program`(example: Case) {
    let kind = FileSystemKind(type: example.type, mountName: example.mount)
    #expect(kind.reach == example.reach)
    #expect(kind.name == example.name)
  }

  @Test(
    arguments: [
      (0xEF53, nil, true), (0x0102_1994, nil, true), (0x9123_683E, nil, true),
      (0x794C_7630, "overlay", false), (0x6573_5546, "virtiofs", false),
      (0x6573_5546, "fuse.exfat", false), (0x6573_5546, nil, false),
    ] as [(UInt32, String?, Bool)]
  )
  func `one flush of all is believed where it tells what went wrong`(
    type: UInt32,
    mount: String?,
    isBelieved: Bool
  ) {
    #expect(FileSystemKind(type: type, mountName: mount).tellsFlushErrors == isBelieved)
  }

  @Test func `the folder of these tests is this machine's own`() throws {
    let scratch = try ScratchFolder()
    #expect(try FileSystemKind.under(scratch.folder).reach == .thisMachine)
  }
}
