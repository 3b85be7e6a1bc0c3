import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

/// Archives as others could write them: entries, names and headers by choice, the rest correct.
struct ArchiveFile {
  struct Entry {
    var name: String
    var bytes: [UInt8]
    var method: UInt16 = 0
    /// What the headers say where it is not the truth.
    var size: UInt32?
    var checksum: UInt32?
    var localName: String?
    var attributes: UInt32 = 0x81A4_0000
    var flags: UInt16 = 1 << 11
    var compressed: [UInt8]?
    /// Where the directory says that the entry begins; else where it does.
    var offset: UInt32?

    init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  var entries: [Entry] = []
  /// Added to what the directory says of its own place.
  var shift: UInt32 = 0
  var trailer: [UInt8] = []

  /// A small project: metadata.json, an asset, and the manifest that fits them.
  static func project(
    _ id: String = "garden",
    more: [Entry] = [],
    manifest change: (inout JSONValue) -> Void = { _ in }
  ) -> ArchiveFile {
    let metadata = """
      {"kind": "metadata", "version": "1.0", "createdAt": "2026-01-01T00:00:00Z",
       "projectId": "\(id)", "title": "A garden", "status": "initialized"}
      """
    let files = [Entry("metadata.json", metadata), Entry("assets/a.bin", "bytes")] + more
    let listed: [JSONValue] = files.map { file in
      [
        "path": .string(file.name), "mode": "0644",
        "sha256": .string(Digest(sha256: file.bytes).description),
        "size": .integer(Int64(file.bytes.count)),
      ]
    }
    var manifest: JSONValue = [
      "kind": "archive", "version": "1.0", "createdAt": "2026-01-01T00:00:00Z",
      "cutroom": "0.1.0", "projectId": .string(id), "title": "A garden", "damaged": [],
      "files": .array(listed),
    ]
    change(&manifest)
    let entries = files.map { file -> Entry in
      var entry = file
      entry.name = "project/\(file.name)"
      return entry
    }
    let first = Entry("cutroom-archive.json", DocumentCoding.bytes(manifest))
    return ArchiveFile(entries: [first] + entries)
  }

  var bytes: [UInt8] {
    var all: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = UInt32(all.count)
      all += Self.number(UInt32(0x0403_4B50)) + Self.number(UInt16(20)) + common(entry)
      let local = Array((entry.localName ?? entry.name).utf8)
      all += Self.number(UInt16(local.count)) + Self.number(UInt16(0)) + local
      all += entry.compressed ?? entry.bytes
      directory += Self.number(UInt32(0x0201_4B50)) + Self.number(UInt16(0x031E))
      directory += Self.number(UInt16(20)) + common(entry)
      let name = Array(entry.name.utf8)
      directory += Self.number(UInt16(name.count)) + [UInt8](repeating: 0, count: 8)
      directory += Self.number(entry.attributes) + Self.number(entry.offset ?? offset) + name
    }
    let start = UInt32(all.count) &+ shift
    all += directory
    all += Self.number(UInt32(0x0605_4B50)) + Self.number(UInt32(0))
    all += Self.number(UInt16(entries.count)) + Self.number(UInt16(entries.count))
    all += Self.number(UInt32(directory.count)) + Self.number(start) + Self.number(UInt16(0))
    return all + trailer
  }

  func write(to path: String) throws {
    let slash = try #require(path.lastIndex(of: "/"))
    let folder = try Folder.open(String(path[..<slash]))
    let name = String(path[path.index(after: slash)...])
    try folder.remove(name)
    try folder.createFile(name, mode: 0o644).writeAll(bytes)
  }

  private func common(_ entry: Entry) -> [UInt8] {
    var sum = CRC32()
    entry.bytes.withUnsafeBytes { sum.update($0) }
    let compressed = entry.compressed ?? entry.bytes
    return Self.number(entry.flags) + Self.number(entry.method) + Self.number(UInt32(0))
      + Self.number(entry.checksum ?? sum.value) + Self.number(UInt32(compressed.count))
      + Self.number(entry.size ?? UInt32(entry.bytes.count))
  }

  private static func number<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
