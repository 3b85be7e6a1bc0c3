import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

/// Archives that must not be imported: each gives one error that names the archive and the entry,
/// and leaves nothing.
@Suite struct HostileArchiveTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  struct Attack: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What the error must say.
    var words: String
    var entry: String?
    var make: @Sendable () -> ArchiveFile

    init(
      _ name: String,
      says words: String,
      of entry: String? = nil,
      _ make: @escaping @Sendable () -> ArchiveFile
    ) {
      testDescription = name
      self.words = words
      self.entry = entry
      self.make = make
    }
  }

  /// A project in which one more file has a name of its own, which the manifest knows too.
  static func named(_ name: String) -> @Sendable () -> ArchiveFile {
    {
      var file = ArchiveFile.project(more: [.init("x", "x")]) { manifest in
        guard var files = manifest["files"]?.array else { return }
        files[2]["path"] = .string(name)
        manifest["files"] = .array(files)
      }
      file.entries[3].name = "project/\(name)"
      return file
    }
  }

  static func changed(
    _ change: @escaping @Sendable (inout ArchiveFile) -> Void
  )
    -> @Sendable () -> ArchiveFile
  {
    {
      var file = ArchiveFile.project()
      change(&file)
      return file
    }
  }

  static let attacks: [Attack] =
    names + shapes + contents

  static let names: [Attack] =
    [
      "../x", "a/../../x", "..", "./x", "a//b", "a/./b", "/etc/passwd", "a\\..\\b", "a\u{1}b",
      "\u{1B}[2J", "x/", "a\u{0}b", String(repeating: "a", count: 241),
      Array(repeating: "abcdefg", count: 200).joined(separator: "/"),
    ].map { name in Attack("the name \(name.prefix(20).debugDescription)", says: "", named(name)) }
    + [
      ".cutroom/lock", ".cutroom/index", ".cutroom/probes", ".cutroom/run.json",
      ".cutroom/moving/x",
      ".cutroom/objects/x", ".cutroom/x/y", "a/.ct-0123456789abcdef.tmp", ".cutroom/results",
    ].map { Attack("the name \($0)", says: "cutroom keeps a file of its own", named($0)) }
    + [
      Attack("an absolute name", says: "absolute", of: "/tmp/x") {
        var file = ArchiveFile.project()
        file.entries.append(.init("/tmp/x", "x"))
        return file
      },
      Attack("a name outside", says: "leads out", of: "project/../../x") {
        var file = ArchiveFile.project()
        file.entries.append(.init("project/../../x", "x"))
        return file
      },
      Attack("a file beside the project", says: "not below project/", of: "readme") {
        var file = ArchiveFile.project()
        file.entries.append(.init("readme", "x"))
        return file
      },
    ]

  static let shapes: [Attack] = [
    Attack(
      "a symbolic link",
      says: "symbolic link",
      of: "project/assets/a.bin",
      changed { $0.entries[2].attributes = 0xA1FF_0000 }
    ),
    Attack(
      "a device",
      says: "device",
      of: "project/assets/a.bin",
      changed { $0.entries[2].attributes = 0x61B6_0000 }
    ),
    Attack(
      "a pipe",
      says: "pipe",
      of: "project/assets/a.bin",
      changed { $0.entries[2].attributes = 0x11B6_0000 }
    ),
    Attack(
      "a folder",
      says: "folder",
      of: "project/assets/a.bin",
      changed { $0.entries[2].attributes = 0x41FF_0000 }
    ),
    Attack(
      "encryption",
      says: "encrypted",
      of: "project/assets/a.bin",
      changed { $0.entries[2].flags = 1 }
    ),
    Attack(
      "an unknown method",
      says: "compressed in a way",
      of: "project/assets/a.bin",
      changed { $0.entries[2].method = 12 }
    ),
    Attack(
      "a name twice",
      says: "twice",
      of: "project/assets/a.bin",
      changed { $0.entries.append($0.entries[2]) }
    ),
    Attack(
      "a name twice but for its case",
      says: "twice",
      of: "project/ASSETS/a.bin",
      changed {
        $0.entries.append($0.entries[2])
        $0.entries[3].name = "project/ASSETS/a.bin"
      }
    ),
    Attack(
      "a name twice but for its spelling",
      says: "twice",
      of: "project/e\u{301}",
      changed {
        $0.entries.append(.init("project/\u{E9}", "x"))
        $0.entries.append(.init("project/e\u{301}", "x"))
      }
    ),
    Attack(
      "entries that share bytes",
      says: "another file's",
      of: nil,
      changed { $0.entries[2].offset = 0 }
    ),
    Attack(
      "an entry outside",
      says: "outside of the archive",
      of: "project/assets/a.bin",
      changed { $0.entries[2].offset = 0x7FFF_FFFF }
    ),
    Attack("a directory elsewhere", says: "directory is damaged", changed { $0.shift = 3 }),
    Attack("bytes behind its end", says: "something follows", changed { $0.trailer = [0] }),
    Attack(
      "another name in the entry's own header",
      says: "differ",
      of: "project/assets/a.bin",
      changed { $0.entries[2].localName = "project/assets/b.bin" }
    ),
    Attack("no file at all", says: "no project was archived", changed { $0.entries = [] }),
  ]

  static let contents: [Attack] = [
    Attack(
      "a manifest that comes second",
      says: "first file is not",
      changed { $0.entries.swapAt(0, 1) }
    ),
    Attack("no manifest", says: "first file is not", changed { $0.entries.removeFirst() }),
    Attack(
      "a manifest that is no JSON",
      says: "line 1",
      of: "cutroom-archive.json",
      changed { $0.entries[0] = .init("cutroom-archive.json", "{,}") }
    ),
    Attack(
      "a manifest with a member twice",
      says: "stands twice",
      of: "cutroom-archive.json",
      changed { $0.entries[0] = .init("cutroom-archive.json", #"{"a": 1, "a": 2}"#) }
    ),
    Attack(
      "a manifest of another kind",
      says: "its kind is",
      of: "cutroom-archive.json",
      { .project { $0["kind"] = "metadata" } }
    ),
    Attack(
      "a manifest without files",
      says: "files",
      of: "cutroom-archive.json",
      { .project { $0["files"] = nil } }
    ),
    Attack(
      "a file that the manifest does not name",
      says: "does not name it",
      of: "project/b",
      changed { $0.entries.append(.init("project/b", "x")) }
    ),
    Attack(
      "a file that is missing",
      says: "does not hold it",
      of: "project/assets/a.bin",
      changed { $0.entries.remove(at: 2) }
    ),
    Attack(
      "a file of another size",
      says: "another size",
      of: "project/assets/a.bin",
      changed { $0.entries[2].bytes.append(1) }
    ),
    Attack(
      "a file with other bytes",
      says: "not those that the manifest names",
      of: "project/assets/a.bin",
      changed { $0.entries[2].bytes[0] ^= 1 }
    ),
    Attack(
      "a wrong checksum",
      says: "checksum",
      of: "project/assets/a.bin",
      changed { $0.entries[2].checksum = 1 }
    ),
    Attack(
      "an id that is none",
      says: "can be no project's",
      of: "cutroom-archive.json",
      { .project("../p") }
    ),
    Attack(
      "an id that is the folder of projects",
      says: "can be no project's",
      of: "cutroom-archive.json",
      { .project("") }
    ),
    Attack(
      "a bomb",
      says: "grows more than 100 times",
      of: "project/assets/a.bin",
      changed {
        $0.entries[2].compressed = Deflate.compressed([UInt8](repeating: 0, count: 1 << 20))
        $0.entries[2].bytes = [UInt8](repeating: 0, count: 1 << 20)
        $0.entries[2].method = 8
      }
    ),
    Attack(
      "a bomb that says it is small",
      says: "longer than it says",
      of: "project/assets/a.bin",
      changed {
        $0.entries[2].compressed = Deflate.compressed([UInt8](repeating: 0, count: 1 << 20))
        $0.entries[2].method = 8
      }
    ),
    Attack(
      "damaged compression",
      says: "compressed bytes are damaged",
      of: "project/assets/a.bin",
      changed {
        $0.entries[2].compressed = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        $0.entries[2].method = 8
      }
    ),
    Attack(
      "no metadata.json",
      says: "no metadata.json",
      {
        var file = ArchiveFile.project { manifest in
          manifest["files"] = .array(manifest["files"]?.array.map { Array($0.dropFirst()) } ?? [])
        }
        file.entries.remove(at: 1)
        return file
      }
    ),
    Attack(
      "a document that is no JSON",
      says: "line 1",
      of: "project/timeline.json",
      { .project(more: [.init("timeline.json", "{")]) }
    ),
    Attack(
      "a document of another kind",
      says: "its kind is",
      of: "project/timeline.json",
      { .project(more: [.init("timeline.json", #"{"kind": "tags", "version": "1.0"}"#)]) }
    ),
    Attack(
      "a file with files below it",
      says: "other files lie below",
      of: "project/assets",
      { .project(more: [.init("assets", "x")]) }
    ),
    Attack(
      "an object that is not what its name says",
      says: "name promises",
      of: nil,
      { .project(more: [.init(".cutroom/objects/\(String(repeating: "0", count: 64))", "x")]) }
    ),
    Attack(
      "a document that lacks what its kind needs",
      says: "title",
      of: "project/timeline.json",
      { .project(more: [.init("timeline.json", "{\"kind\":\"timeline\",\"version\":\"1.0\"}")]) }
    ),
    Attack(
      "a journal that is none",
      says: "records are damaged",
      of: "project/.cutroom/journal.jsonl",
      { .project(more: [.init(".cutroom/journal.jsonl", "{}\n")]) }
    ),
  ]

  @Test(arguments: attacks)
  func `it is refused, with the entry named, and nothing is left`(attack: Attack) throws {
    let path = "\(kept.path)/x.zip"
    try attack.make().write(to: path)
    let before = try (kept.workspace.controlFolder().names(), kept.workspace.projectIDs())
    let files = try Folder.open(kept.path).names()
    do {
      _ = try kept.workspace.importProject(from: path)
      Issue.record("it was imported")
    } catch ArchiveError.refused(let archive, let entry, let reason) {
      #expect(archive == path)
      #expect(reason.contains(attack.words), "\(reason)")
      if let named = attack.entry { #expect(entry == named) }
    }
    #expect(try kept.workspace.controlFolder().names() == before.0)
    #expect(try kept.workspace.projectIDs() == before.1)
    #expect(try Folder.open(kept.path).names() == files)
  }

  @Test func `a manifest of a newer version is refused as newer`() throws {
    let path = "\(kept.path)/x.zip"
    try ArchiveFile.project { $0["version"] = "7.0" }.write(to: path)
    do {
      _ = try kept.workspace.importProject(from: path)
      Issue.record("it was imported")
    } catch StoreError.newer(_, let version, _) {
      #expect(version == "7.0")
    }
  }

  @Test func `every way to cut an archive short, and every flipped byte, is refused or harmless`()
    throws
  {
    let path = "\(kept.path)/x.zip"
    let whole = ArchiveFile.project().bytes
    let folder = try Folder.open(kept.path)
    func attempt(_ bytes: [UInt8]) throws -> Bool {
      try folder.remove("x.zip")
      try folder.createFile("x.zip", mode: 0o600).writeAll(bytes)
      do {
        _ = try ZipDirectory.read(folder.openFile("x.zip")).map { entry in
          try entry.read(from: folder.openFile("x.zip")) { _ in }
        }
        return true
      } catch is ZipError {
        return false
      }
    }
    #expect(try attempt(whole))
    for length in whole.indices {
      #expect(try !attempt(Array(whole[..<length])), "cut to \(length)")
    }
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x80
      _ = try attempt(bytes)
    }
    #expect(throws: (any Error).self) { try kept.workspace.importProject(from: path) }
  }

  @Test func `more files than an archive may hold are refused before any is read`() throws {
    let path = "\(kept.path)/x.zip"
    var file = ArchiveFile.project()
    for number in 0..<40 { file.entries.append(.init("project/\(number)", "")) }
    try file.write(to: path)
    var limits = ZipLimits()
    limits.entries = 40
    let archive = try Descriptor.openForReading(path)
    #expect(throws: ZipError("it holds 43 files; at most 40 are read")) {
      _ = try ZipDirectory.read(archive, limits: limits)
    }
  }
}
