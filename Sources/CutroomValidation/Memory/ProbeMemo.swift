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

  /// How many lines were found that do not fit their checksum.
  private(set) var damagedLines = 0

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
      if let json = SealedLine.text(of: text) {
        guard let line = try? decoder.decode(Line.self, from: Data(json)) else { continue }
        entries[line.sha256] = line.truth
      } else if (try? decoder.decode(Line.self, from: Data(text))) == nil {
        // A line without a checksum, as an earlier version wrote it, is only not believed.
        damagedLines += 1
      }
    }
    isChanged = damagedLines > 0
  }

  /// What is wrong with the file that was loaded.
  var faults: [ControlFault] {
    guard damagedLines > 0, let path = ProjectPath(".cutroom/\(Self.name)") else { return [] }
    return [ControlFault(path: path, kind: .measurements(damagedLines))]
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
  mutating func save(to tree: Tree, keeping used: Set<Digest>) {
    guard isChanged, let folder = try? tree.folder(".cutroom") else { return }
    guard let bytes = try? encoded(used) else { return }
    try? FileWriter(folder: folder).replacePassing(Self.name, bytes: bytes, mode: 0o600)
    isChanged = false
  }

  private func encoded(_ used: Set<Digest>) throws -> [UInt8] {
    let encoder = JSONEncoder()
    var bytes: [UInt8] = []
    for (digest, truth) in entries where used.contains(digest) {
      bytes += SealedLine.make(Array(try encoder.encode(Line(sha256: digest, truth: truth))))
    }
    return bytes
  }
}
