import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct CacheArchiveTests {
  private let place: TemporaryArchive

  init() throws { place = try TemporaryArchive() }

  /// A cache of an entry of each kind, and one of two files.
  private func filled() throws -> CacheRig {
    let rig = try CacheRig()
    try rig.insert(1, [UInt8](repeating: 1, count: 5000), .media)
    try rig.insert(2, [2], .tts)
    rig.letPass()
    let two = [
      CacheContent.File(.bytes([3]), ending: "bin"), .init(.bytes([4, 4]), ending: "txt"),
    ]
    let content = CacheContent(two, about: ["of": "two"], expiresAt: rig.now + 1_000_000_000)
    #expect(try rig.cache.insert(content, under: CacheRig.key(3)) == .kept)
    return rig
  }

  private func export(_ rig: CacheRig, keys: Set<CacheKey>? = nil) throws -> CacheExport {
    try rig.cache.export(to: place.path, keys: keys, isForced: true, program: "0")
  }

  @Test func `what was exported is taken in elsewhere as it was, with its age`() throws {
    let (rig, other) = (try filled(), try CacheRig())
    let before = try rig.cache.list()
    let exported = try export(rig)
    #expect(exported.entries == [CacheRig.key(3), CacheRig.key(2, .tts), CacheRig.key(1, .media)])
    #expect(try rig.cache.list() == before)
    other.letPass(days: 1)
    let keys = exported.entries
    #expect(try other.cache.takeIn(place.path).map(\.result) == [.expired, .taken, .taken])
    #expect(try other.bytes(2, .tts) == [2])
    #expect(try other.cache.about(keys[1]) == ["number": 1])
    let times = try other.cache.list().map { [$0.createdAt, $0.expiresAt] }
    #expect(
      Set(times) == Set(before.filter { $0.key != keys[0] }.map { [$0.createdAt, $0.expiresAt] })
    )
    #expect(try other.cache.takeIn(place.path).dropFirst().map(\.result) == [.present, .present])
    #expect(try other.cache.statistics().bytes == other.cache.measured())
  }

  @Test func `an entry of several files, and one that is chosen`() throws {
    let (rig, other) = (try filled(), try CacheRig())
    #expect(try export(rig, keys: [CacheRig.key(3)]).entries == [CacheRig.key(3)])
    #expect(try other.cache.takeIn(place.path).map(\.result) == [.taken])
    let hit = try #require(try other.cache.find(CacheRig.key(3)))
    #expect(try hit.files.map { try $0.bytes() } == [[3], [4, 4]])
    #expect(try hit.about() == ["of": "two"])
  }

  @Test func `a wrong entry is left out and put aside`() throws {
    let rig = try filled()
    try rig.insert(4, [1, 2, 3])
    try rig.put([0, 0, 0], over: 4)
    let exported = try export(rig)
    #expect(exported.wrong == [CacheRig.key(4)] && exported.entries.count == 3)
    #expect(try rig.cache.statistics().quarantined > 0)
  }

  @Test func `what does not fit is refused, and nothing goes for it`() throws {
    let (rig, other) = (try filled(), try CacheRig(bytes: 3000))
    _ = try export(rig)
    try other.insert(9, [UInt8](repeating: 9, count: 500))
    let results = try other.cache.takeIn(place.path).map(\.result)
    #expect(Array(results.prefix(2)) == [.taken, .taken])
    guard case .refused = results[2] else { return #expect(Bool(false), "\(results)") }
    #expect(try other.bytes(9)?.count == 500)
    let full = try CacheRig(bytes: 1200)
    try full.insert(9, [UInt8](repeating: 9, count: 500))
    for entry in try full.cache.takeIn(place.path) {
      guard case .refused = entry.result else { return #expect(Bool(false), "\(entry)") }
    }
    #expect(try full.bytes(9)?.count == 500)
  }

  @Test func `a good entry stays, a wrong one is replaced`() throws {
    let (rig, other) = (try CacheRig(), try CacheRig())
    try rig.insert(1, [1, 1])
    try rig.insert(2, [2, 2])
    _ = try export(rig)
    try other.insert(1, [9, 9])
    try other.insert(2, [2, 2])
    try other.put([0, 0], over: 2)
    let results = try other.cache.takeIn(place.path)
    #expect(results.map(\.key) == [CacheRig.key(2), CacheRig.key(1)])
    #expect(results.map(\.result) == [.taken, .present])
    #expect(try other.bytes(1) == [9, 9])
    #expect(try other.bytes(2) == [2, 2])
  }

  @Test func `bytes that are not those of their digest are not taken, the others are`() throws {
    let good = CacheRig.key(1)
    let bad = CacheRig.key(2)
    var archive = try Self.archive([(good, [1, 2]), (bad, [3, 4])])
    archive.entries[4].bytes = [3, 5]
    try archive.write(to: place.path)
    let rig = try CacheRig()
    let results = try rig.cache.takeIn(place.path).map(\.result)
    #expect(results[0] == .taken)
    guard case .wrong = results[1] else { return #expect(Bool(false), "\(results)") }
    #expect(try rig.bytes(1) == [1, 2])
    #expect(try rig.cache.list().map(\.key) == [good])
    #expect(try rig.state.folder("building").names().isEmpty)
    #expect(try rig.cache.statistics().reserved == 0)
  }

  @Test(arguments: [
    "entries/items/../../../etc/passwd", "entries/probe/x/data.bin", "/entries/items/x",
    "entries/items/x/data.bin", "other.txt", "entries/items/\(Digest.zero)/pin-me",
    "entries/items/\(Digest.zero)/data-01.bin", "entries/items/\(Digest.zero)/data.BIN",
  ])
  func `a name that no file of a cache has is refused, and nothing taken`(name: String) throws {
    var archive = try Self.archive([(CacheRig.key(1), [1, 2])])
    archive.entries.append(.init(name, "x"))
    try archive.write(to: place.path)
    let rig = try CacheRig()
    #expect(throws: ArchiveError.self) { try rig.cache.takeIn(place.path) }
    #expect(try rig.cache.list().isEmpty)
  }

  @Test func `metadata that tells of other files is not taken`() throws {
    for damage in 0..<4 {
      var archive = try Self.archive([(CacheRig.key(1), [1, 2])])
      let folder = "entries/\(CacheRig.key(1))"
      switch damage {
      case 0: archive.entries.remove(at: 1)
      case 1: archive.entries.append(.init("\(folder)/data-1.bin", "x"))
      case 2: archive.entries[1].bytes = Array("{}".utf8)
      default: archive.entries[2].bytes = [1, 2, 3]
      }
      try archive.write(to: place.path)
      let rig = try CacheRig()
      for entry in try rig.cache.takeIn(place.path) {
        guard case .wrong = entry.result else { return #expect(Bool(false), "\(damage): \(entry)") }
      }
      #expect(try rig.cache.list().isEmpty)
    }
  }

  @Test func `what is no archive of a cache, or of a later version, is refused`() throws {
    let rig = try CacheRig()
    try ArchiveFile.project().write(to: place.path)
    #expect(throws: ArchiveError.self) { try rig.cache.takeIn(place.path) }
    var archive = try Self.archive([])
    archive.entries[0].bytes = Array(#"{"kind": "cache-archive", "version": "2.0"}"#.utf8)
    try archive.write(to: place.path)
    #expect(throws: StoreError.self) { try rig.cache.takeIn(place.path) }
  }

  /// An archive as the cache writes it, to be spoilt.
  private static func archive(_ entries: [(CacheKey, [UInt8])]) throws -> ArchiveFile {
    let made = Instant(microseconds: 1_700_000_000_000_000)
    let header = CacheArchiveHeader.bytes(entries: entries.count, createdAt: made, program: "0")
    var archive = ArchiveFile(entries: [.init(CacheArchiveHeader.name, header)])
    for (key, bytes) in entries {
      let file = CacheFile(
        ending: "bin",
        size: Int64(bytes.count),
        sha256: Digest(sha256: bytes)
      )
      let metadata = CacheMetadata(
        key: key,
        createdAt: made,
        files: [try #require(file)],
        about: [:]
      )
      let folder = "entries/\(key)"
      archive.entries.append(.init("\(folder)/metadata.json", metadata.bytes))
      archive.entries.append(.init("\(folder)/data.bin", bytes))
    }
    return archive
  }
}

/// A name for an archive, gone with its owner.
private final class TemporaryArchive {
  let path = "/tmp/cutroom-cache-\(RandomName.hex(12)).zip"

  init() throws {}

  deinit { _ = try? Folder.open("/tmp").remove(String(path.dropFirst("/tmp/".count))) }
}
