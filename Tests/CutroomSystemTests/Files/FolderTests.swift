import CutroomSystem
import Glibc
import Testing

@Suite struct FolderTests {
  let scratch: ScratchFolder
  var folder: Folder { scratch.folder }

  init() throws { scratch = try ScratchFolder() }

  @Test(arguments: ["..", "../x", "a/../..", "/etc", "a/../../etc/passwd"])
  func `nothing above the folder can be reached`(path: String) throws {
    _ = try folder.makeFolder("a")
    #expect(throws: SystemError.self) { _ = try folder.folder(path) }
    #expect(throws: SystemError.self) { _ = try folder.openFile(path) }
    #expect(throws: SystemError.self) { _ = try folder.createFile(path, mode: 0o600) }
  }

  @Test func `links are followed nowhere`() throws {
    try scratch.write("secret", to: "target")
    symlink("target", folder.join("file"))
    symlink("/etc", folder.join("away"))
    #expect(throws: SystemError.self) { _ = try folder.openFile("file") }
    #expect(throws: SystemError.self) { _ = try folder.openAppending("file", mode: 0o600) }
    #expect(throws: SystemError.self) { _ = try folder.folder("away") }
    #expect(throws: SystemError.self) { _ = try folder.openFile("away/passwd") }
    #expect(try folder.facts("file")?.kind == .link)
    try folder.removeTree("away")
    #expect(try Folder.open("/etc").facts("passwd") != nil)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a FIFO is refused, not waited on`() throws {
    mkfifo(folder.join("pipe"), 0o600)
    let error = #expect(throws: SystemError.self) { _ = try folder.openFile("pipe") }
    #expect(error?.code == .invalidArgument)
  }

  @Test func `names that are not UTF-8 are listed as bytes and removed with their folder`() throws {
    let inner = try folder.makeFolder("t/deep")
    let name: [UInt8] = [0x61, 0xFF, 0x2E, 0xC3]
    let bad = name.map { CChar(bitPattern: $0) } + [0]
    try #require(mkdirat(inner.raw, bad, 0o755) == 0)
    let file = openat(inner.raw, [CChar(bitPattern: 0xFE), 0], O_CREAT | O_WRONLY, 0o644)
    try #require(file >= 0)
    close(file)
    _ = try inner.makeFolder("plain")
    #expect(try inner.names() == ["plain"])
    let every = try inner.everyName()
    #expect(every.map(\.description) == ["a\\xff.\\xc3", "plain", "\\xfe"])
    #expect(every.map(\.text) == [nil, "plain", nil])
    try inner.removeTree(every[0])
    #expect(try inner.everyName().count == 2)
    try folder.removeTree("t")
    #expect(try folder.names() == [])
  }

  @Test func `a name with a NUL reaches no other file`() throws {
    #expect(throws: SystemError.self) { _ = try folder.createFile("a.json\0.png", mode: 0o600) }
    #expect(try folder.names().isEmpty)
  }

  @Test func `names come in byte order`() throws {
    for name in ["b", "a-b", "a", "B", "é", ".x"] { try scratch.write("", to: name) }
    #expect(try folder.names() == [".x", "B", "a", "a-b", "b", "é"])
  }

  @Test func `a rename that must not replace does not`() throws {
    try scratch.write("new", to: "a")
    try scratch.write("old", to: "b")
    let error = #expect(throws: SystemError.self) {
      try folder.renameWithoutReplacing("a", to: "b")
    }
    #expect(error?.code == .exists)
    #expect(try scratch.read("b") == "old")
  }

  @Test func `a tree is removed with folders that its maker closed`() throws {
    _ = try folder.makeFolder("t/closed/inner")
    chmod(folder.join("t/closed"), 0)
    try folder.removeTree("t")
    #expect(try folder.names().isEmpty)
  }

  @Test func `a file longer than the limit is refused`() throws {
    try scratch.write("0123456789", to: "f")
    #expect(try folder.openFile("f").readAll(limit: 10).count == 10)
    let error = #expect(throws: SystemError.self) { _ = try folder.openFile("f").readAll(limit: 9) }
    #expect(error?.code == .fileTooLarge)
  }

  @Test func `a copy has the bytes and is another file`() throws {
    try scratch.write("bytes", to: "a")
    let source = try folder.openFile("a")
    try folder.createFile("b", mode: 0o600).copyAll(from: source)
    #expect(try scratch.read("b") == "bytes")
    #expect(try folder.facts("a")?.inode != folder.facts("b")?.inode)
  }

  @Test func `one of two openers gets a file's lock, and its end frees it`() throws {
    func open() throws -> Descriptor { try folder.openAppending("lock", mode: 0o600) }
    let inode: UInt64
    do {
      let first = try open()
      #expect(try first.tryLock())
      #expect(try !open().tryLock())
      inode = try FileFacts(descriptor: first.raw).inode
      #expect(LockTable.isLocked(inode: inode))
    }
    #expect(!LockTable.isLocked(inode: inode))
    #expect(try open().tryLock())
  }

  @Test func `the file system of a device is told by its mount`() {
    let table = MountTable(
      """
      27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
      40 27 0:52 / /home/ann/my\\040videos rw shared:1 master:2 - nfs4 nas:/videos rw,vers=4.2
      41 27 0:53 / /mnt/x rw - fuse.sshfs ann@host:/x rw
      nonsense
      """
    )
    #expect(table.type(device: 254 << 8) == "ext4")
    #expect(table.type(device: 52) == "nfs4")
    #expect(table.type(device: 99) == nil)
  }

  @Test(arguments: ["a/b", "../b", "/b", "b\0", "b/"])
  func `a call that takes one name takes no path`(name: String) throws {
    let inner = try folder.makeFolder("a")
    try scratch.write("kept", to: "b")
    #expect(throws: SystemError.self) { _ = try inner.facts(name) }
    #expect(throws: SystemError.self) { try inner.remove(name) }
    #expect(throws: SystemError.self) { try inner.removeTree(name) }
    #expect(throws: SystemError.self) { try inner.removeEmptyFolder(name) }
    #expect(throws: SystemError.self) { try inner.rename(name, to: "c") }
    #expect(throws: SystemError.self) { try inner.link(name, to: "c") }
    #expect(throws: SystemError.self) { try folder.link("b", to: name, in: inner) }
    #expect(throws: SystemError.self) { try folder.rename("b", to: name, in: inner) }
    #expect(try folder.names() == ["a", "b"])
    #expect(try inner.names().isEmpty)
  }

  @Test(.enabled(if: getuid() == 0, "not run: only root gives files away"))
  func `a file takes owner and group of another`() throws {
    try scratch.write("", to: "a")
    try scratch.write("", to: "b")
    try #require(chown(folder.join("a"), 12_345, 23_456) == 0)
    let source = try folder.openFile("a")
    try folder.openFile("b").takeAttributes(of: source)
    var status = stat()
    try #require(stat(folder.join("b"), &status) == 0)
    #expect(status.st_uid == 12_345)
    #expect(status.st_gid == 23_456)
  }
}
