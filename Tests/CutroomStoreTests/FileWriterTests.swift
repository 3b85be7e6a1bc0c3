import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc
import Testing

@Suite struct FileWriterTests {
  let kept: KeptProject
  let folder: Folder
  var writer: FileWriter { FileWriter(folder: folder) }

  init() throws {
    kept = try KeptProject()
    folder = try kept.project.tree.makeFolder("scripts")
  }

  private func replace(_ text: String, generations: Int = 3) throws {
    try writer.replace(
      "a.json",
      bytes: Array(text.utf8),
      mode: 0o666,
      rotation: .init(generations: generations)
    )
  }

  private func text(_ name: String) throws -> String? { try kept.text("scripts/\(name)") }

  @Test func `the newest of three generations is 1`() throws {
    for version in 1...6 { try replace("v\(version)") }
    #expect(try text("a.json") == "v6")
    #expect(try (1...3).map { try text("a.json.backup.\($0)") } == ["v5", "v4", "v3"])
    #expect(try folder.names().count == 4)
  }

  @Test func `a backup is an inode of its own once the write is over`() throws {
    for version in 1...3 { try replace("v\(version)") }
    let inodes = try folder.names().map { try folder.facts($0)?.inode }
    #expect(Set(inodes).count == inodes.count)
  }

  @Test(arguments: [0o600, 0o640, 0o644, 0o664] as [UInt32])
  func `a rewrite keeps the mode`(mode: UInt32) throws {
    try replace("one")
    chmod(folder.join("a.json"), mode_t(mode))
    try replace("two")
    #expect(try folder.facts("a.json")?.mode == mode)
  }

  @Test func `a planted link is replaced, and its target left alone`() throws {
    try kept.put("precious", at: "precious.txt")
    symlink("../precious.txt", folder.join("a.json"))
    try replace("mine")
    #expect(try text("a.json") == "mine")
    #expect(try folder.facts("a.json")?.kind == .regular)
    #expect(try folder.facts("a.json")?.mode != 0o777)
    #expect(try kept.text("precious.txt") == "precious")
    #expect(try folder.names() == ["a.json"])
  }

  @Test func `what must not exist is not replaced`() throws {
    try replace("one")
    #expect(throws: StoreError.self) {
      try writer.create("a.json", bytes: [], mode: 0o666)
    }
    #expect(try text("a.json") == "one")
    #expect(try folder.names() == ["a.json"])
  }

  @Test func `a write that fails leaves the old version and no temporary`() throws {
    try replace("one")
    _ = try folder.makeFolder("b.json/full")
    let error = #expect(throws: StoreError.self) {
      try writer.replace("b.json", bytes: [1], mode: 0o666)
    }
    if case .unwritable(_, let system, isDurable: .no)? = error {
      #expect(system.code == .isDirectory)
    } else {
      Issue.record("\(String(describing: error))")
    }
    #expect(try folder.names() == ["a.json", "b.json"])
  }

  @Test func `temporaries carry a short name that no result has`() throws {
    let name = FileWriter.temporaryName()
    #expect(FileWriter.isTemporary(name))
    #expect(name.utf8.count == 4 + 16 + 4)
    #expect(!FileWriter.isTemporary("a.json"))
    let long = String(repeating: "n", count: 235) + ".json"
    try writer.replace(long, bytes: [1], mode: 0o666)
    #expect(try folder.names() == [long])
  }

  @Test func `a backup is the old file itself, and never the new one`() throws {
    try replace("one")
    let one = try folder.facts("a.json")?.inode
    try replace("two")
    #expect(try folder.facts("a.json.backup.1")?.inode == one)
    #expect(try folder.facts("a.json")?.inode != one)
    #expect(try folder.facts("a.json.backup.1")?.links == 1)
  }

  @Test func `a gap among the backups is filled before the oldest goes`() throws {
    for version in 1...4 { try replace("v\(version)") }
    try folder.remove("a.json.backup.2")
    try replace("v5")
    #expect(try (1...3).map { try text("a.json.backup.\($0)") } == ["v4", "v3", "v1"])
  }
}
