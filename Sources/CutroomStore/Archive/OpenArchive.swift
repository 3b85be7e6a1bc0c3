import CutroomModel
import CutroomSystem

/// An archive whose directory and manifest agree in every name and size.
///
/// They name nothing that does not belong in a project; the files are not read yet.
final class OpenArchive {
  struct Member {
    let path: ProjectPath
    let file: ArchiveManifest.File
    let mode: UInt32
    let entry: ZipEntry
  }

  private static let largestManifest: Int64 = 32 << 20
  private static let manifestLimits = JSONLimits(bytes: 32 << 20, members: 1_000_000)

  /// As the user named it.
  let path: String
  let manifest: ArchiveManifest
  /// In the order of the manifest.
  let members: [Member]
  private let file: Descriptor

  var totalSize: Int64 { members.reduce(0) { $0 &+ $1.file.size } }

  /// Throws `ArchiveError.refused`, and `StoreError.newer` for a manifest of a later version.
  init(_ path: String) throws {
    let file = try Descriptor.openForReading(path)
    guard try FileFacts(descriptor: file.raw).kind == .regular else {
      throw ArchiveError.refused(archive: path, entry: nil, reason: "it is not a regular file")
    }
    do {
      let entries = try ZipDirectory.read(file)
      try Self.checkNames(entries)
      guard let first = entries.first, first.name == ArchiveManifest.name else {
        throw ZipError(
          "its first file is not \(ArchiveManifest.name): no project was archived there"
        )
      }
      manifest = try Self.manifest(first, in: file)
      members = try Self.members(manifest, entries.dropFirst())
    } catch let error as ZipError {
      throw ArchiveError.refused(archive: path, entry: error.entry, reason: error.reason)
    }
    self.path = path
    self.file = file
  }

  /// Hands over the bytes of a file piece by piece; they are good only when this returns.
  func read(_ member: Member, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    do { try member.entry.read(from: file, body) } catch let error as ZipError {
      throw refusal(of: member, error.reason)
    }
  }

  func refusal(of member: Member, _ reason: String) -> ArchiveError {
    .refused(archive: path, entry: member.entry.name, reason: reason)
  }

  // MARK: - Checks

  private static func checkNames(_ entries: [ZipEntry]) throws(ZipError) {
    for entry in entries where entry.name != ArchiveManifest.name {
      if let reason = NameFault.reason(entry.name) {
        throw ZipError(entry: entry.name, reason)
      }
    }
  }

  private static func manifest(
    _ entry: ZipEntry,
    in file: borrowing Descriptor
  ) throws -> ArchiveManifest {
    guard entry.size <= largestManifest else {
      throw ZipError(entry: entry.name, "it is too large")
    }
    var bytes: [UInt8] = []
    try entry.read(from: file) { bytes.append(contentsOf: $0) }
    do {
      let value = try JSONReader.read(bytes, limits: manifestLimits)
      let current = try Migration.upgrade(value, kind: .archive, path: entry.name)
      return try DocumentCoding.decode(ArchiveManifest.self, from: current, path: entry.name)
    } catch let error as JSONError {
      throw ZipError(entry: entry.name, "\(error)")
    } catch StoreError.invalid(_, let reason) {
      throw ZipError(entry: entry.name, reason)
    }
  }

  private static func members(
    _ manifest: ArchiveManifest,
    _ entries: ArraySlice<ZipEntry>
  ) throws(ZipError) -> [Member] {
    var rest = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
    var members: [Member] = []
    var folders: Set<String> = []
    for file in manifest.files {
      let name = ArchiveManifest.prefix + file.path
      guard let path = ProjectPath(file.path), path.travels, let mode = UInt32(file.mode, radix: 8),
        mode <= 0o777
      else { throw ZipError(entry: name, "the manifest says of it what no project holds") }
      guard let entry = rest.removeValue(forKey: name) else {
        throw ZipError(entry: name, "the manifest names it, and the archive does not hold it")
      }
      guard entry.size == file.size else {
        throw ZipError(entry: name, "it has another size than the manifest says")
      }
      folders.formUnion(path.foldersAbove)
      members.append(Member(path: path, file: file, mode: mode, entry: entry))
    }
    if let extra = entries.first(where: { rest[$0.name] != nil }) {
      throw ZipError(entry: extra.name, "the manifest does not name it")
    }
    if let both = members.first(where: { folders.contains($0.path.description) }) {
      throw ZipError(entry: both.entry.name, "it is a file, and other files lie below it")
    }
    return members
  }
}

extension ProjectPath {
  /// Every folder that the path lies in, outermost first.
  fileprivate var foldersAbove: [String] {
    var above: [String] = []
    for part in description.split(separator: "/").dropLast() {
      above.append(above.last.map { "\($0)/\(part)" } ?? String(part))
    }
    return above
  }
}

/// What is wrong with a name in an archive.
private enum NameFault {
  /// Nil where a project may hold a file of this name.
  static func reason(_ name: String) -> String? {
    if name.hasPrefix("/") { return "its name is absolute" }
    if name.split(separator: "/").contains("..") { return "its name leads out of the project" }
    guard name.hasPrefix(ArchiveManifest.prefix) else {
      return "it is not below \(ArchiveManifest.prefix)"
    }
    guard let path = ProjectPath(String(name.dropFirst(ArchiveManifest.prefix.count))) else {
      return "its name is no project path"
    }
    return path.travels ? nil : "cutroom keeps a file of its own there, which is never archived"
  }
}
