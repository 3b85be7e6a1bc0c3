import CutroomModel
import CutroomStore
import CutroomSystem
import FoundationEssentials

/// What media files were measured to be, by the digest of their bytes: `.cutroom/probes`.
///
/// Losing it costs time only. Only successes are kept: a failure may be the machine's.
struct ProbeMemo {
  private static let name = "probes"
  private static let largest = 256 << 20
  private var entries: [Digest: MediaTruth] = [:]
  private var isChanged = false

  private struct Line: Codable {
    var sha256: Digest
    var truth: MediaTruth
  }

  /// Loads what is there; a line that cannot be read is passed over.
  init(loadingFrom tree: Tree) {
    guard let path = ProjectPath(".cutroom/\(Self.name)"),
      let bytes = try? tree.read(path, limit: Self.largest)
    else { return }
    let decoder = JSONDecoder()
    for text in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let line = try? decoder.decode(Line.self, from: Data(text)) else { continue }
      entries[line.sha256] = line.truth
    }
  }

  subscript(digest: Digest) -> MediaTruth? {
    get { entries[digest] }
    set {
      guard entries[digest] != newValue else { return }
      entries[digest] = newValue
      isChanged = true
    }
  }

  /// Writes what is known of `used`, where there is a control folder and something new to tell.
  ///
  /// A failure is no error: the files will be measured again.
  func save(to tree: Tree, keeping used: Set<Digest>) {
    guard isChanged, let folder = try? tree.folder(".cutroom") else { return }
    guard let bytes = try? encoded(used) else { return }
    try? FileWriter(folder: folder).replacePassing(Self.name, bytes: bytes, mode: 0o600)
  }

  private func encoded(_ used: Set<Digest>) throws -> [UInt8] {
    let encoder = JSONEncoder()
    var bytes: [UInt8] = []
    for (digest, truth) in entries where used.contains(digest) {
      bytes.append(contentsOf: try encoder.encode(Line(sha256: digest, truth: truth)))
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
