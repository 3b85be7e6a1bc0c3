import CutroomModel
import CutroomStore
import CutroomSystem

/// Answers of earlier probes, by what stat(2) said of the file; may be deleted at any time.
///
/// An answer counts for a file with the same device, inode, size and times, and for the same media
/// worker and libavformat.
struct ProbeCache: Sendable {
  private let folder: Folder
  private let maker: String
  private let clock: SystemClock

  /// The workspace's `cache/probe` where there is a workspace, else the user's cache.
  ///
  /// Nil where neither can be used: a cache is never a reason to fail.
  init?(_ context: Context) {
    guard let folder = Self.folder(context) else { return nil }
    self.folder = folder
    clock = context.clock
    maker = MediaLibraries.identity
  }

  /// The entry of an unchanged file, without its name; with `hash` only where its SHA-256 is known.
  func entry(of file: FileFacts, deep: Bool, hash: Bool) -> JSONValue? {
    guard let bytes = try? folder.openFile(name(file, deep: deep)).readAll(limit: 1 << 20),
      let text = Self.checked(bytes), let entry = try? JSONReader.read(text),
      let facts = entry["cutroom"], !hash || facts["sha256"] != nil
    else { return nil }
    return entry
  }

  /// Keeps an entry if the file has been at rest for long enough for its times to tell.
  func keep(_ entry: JSONValue, of file: FileFacts, deep: Bool, lookedAt: Int64) {
    guard max(file.modified, file.changed) &+ 100_000_000 <= lookedAt else { return }
    var entry = entry
    entry["path"] = nil
    entry["format"]?["filename"] = nil
    let text = JSONWriter.canonical(entry)
    let bytes = CRC32C.digits(of: text[...]) + text
    // Not synced: the checksum tells a torn file, and losing one costs a probe.
    let name = name(file, deep: deep)
    try? FileWriter(folder: folder).replacePassing(name, bytes: bytes, mode: 0o600)
  }

  private func name(_ file: FileFacts, deep: Bool) -> String {
    let parts = [
      "\(file.device)", "\(file.inode)", "\(file.size)", "\(file.modified)", "\(file.changed)",
      deep ? "deep" : "plain", maker,
    ]
    return Digest(sha256: Array(parts.joined(separator: "\n").utf8)).description
  }

  private static func checked(_ bytes: [UInt8]) -> [UInt8]? {
    let text = bytes.dropFirst(8)
    let isWhole = bytes.count > 8 && bytes.prefix(8).elementsEqual(CRC32C.digits(of: text))
    return isWhole ? Array(text) : nil
  }

  private static func folder(_ context: Context) -> Folder? {
    if let workspace = try? context.workspace(),
      let folder = try? workspace.tree.root.makeFolder("cache/probe", mode: 0o700)
    {
      return folder
    }
    let home = context.environment("HOME").map { "\($0)/.cache" }
    let told = context.environment("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let path = told ?? home, path.hasPrefix("/") else { return nil }
    return try? MadeFolder.open("\(path)/cutroom/probe", mode: 0o700)
  }
}
