import CutroomModel
import CutroomSystem

/// A process at work with the cache: a number, and a file `live/<number>` that it locks as long as it
/// lives and that names what it pinned.
final class CacheSession {
  let number: Int
  let file: Descriptor
  private(set) var pinned: Set<CacheKey> = []

  init(number: Int, file: consuming Descriptor) {
    self.number = number
    self.file = file
  }

  deinit { file.unlock() }

  static func name(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// A name in `building` that tells whose it is, and how much room was promised to it.
  func buildingName(_ size: Int64) -> String {
    "\(Self.name(number))-\(size)-\(RandomName.hex(16))"
  }

  /// What such a name tells.
  static func owner(ofBuilding name: String) -> (number: Int, size: Int64)? {
    let parts = name.split(separator: "-")
    guard parts.count == 3, let number = Int(parts[0]), let size = Int64(parts[1]), size >= 0,
      (0..<CacheLayout.Header.sessions).contains(number)
    else { return nil }
    return (number, size)
  }

  /// Whether the process of a session lives.
  static func isAlive(_ number: Int, _ live: Folder) throws(SystemError) -> Bool {
    guard try live.facts(name(number)) != nil else { return false }
    let file = try live.openAppending(name(number), mode: 0o600)
    guard try file.tryLock() else { return true }
    file.unlock()
    return false
  }

  /// Writes down that an entry is pinned.
  func note(_ key: CacheKey) throws(SystemError) {
    try file.writeAll([key.kind.code] + key.digest.bytes)
    pinned.insert(key)
  }

  /// Writes down that an entry is not pinned any more.
  func forget(_ key: CacheKey) throws(SystemError) {
    pinned.remove(key)
    try file.writeAll([key.kind.code | Self.ended] + key.digest.bytes)
  }

  /// The keys that a session's file names; a torn last one is left out.
  static func keys(_ file: borrowing Descriptor) throws(SystemError) -> Set<CacheKey> {
    let size = Int(clamping: try FileFacts(descriptor: file.raw).size)
    let bytes = try file.read(at: 0, length: size)
    var keys: Set<CacheKey> = []
    for start in stride(from: 0, through: bytes.count - recordLength, by: recordLength) {
      let record = bytes[start..<(start + recordLength)]
      guard let kind = CacheKind(code: bytes[start] & ~ended),
        let digest = Digest(bytes: Array(record.dropFirst()))
      else { continue }
      let key = CacheKey(kind: kind, digest: digest)
      if bytes[start] & ended == 0 { keys.insert(key) } else { keys.remove(key) }
    }
    return keys
  }

  private static let recordLength = 33
  private static let ended: UInt8 = 0x80
}
