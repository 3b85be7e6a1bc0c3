import CutroomModel
import CutroomStore
import CutroomSystem

/// `parts/<hash>.part`, which one works with at a time, and its mark beside it.
///
/// The lock is one of the open file, which the worker shares: a worker that outlives its client by a
/// moment keeps the next one out.
final class PartFile: Sendable {
  let folder: Folder
  let name: String
  private let markName: String
  private let file: Descriptor
  private let source: Digest

  private init(_ folder: Folder, _ key: CacheKey, file: consuming Descriptor, source: Digest) {
    self.folder = folder
    name = "\(key.digest).part"
    markName = "\(key.digest).json"
    self.file = file
    self.source = source
  }

  deinit { file.unlock() }

  /// Opens the part of a key, made where there is none; waits for whoever works with it.
  ///
  /// A part that has a second name is, or was, in the cache under it, so that only a whole one can be
  /// used. Throws `ProviderFault` when `isCancelled` says so.
  static func open(
    _ key: CacheKey,
    of url: String,
    in folder: Folder,
    isCancelled: () -> Bool
  ) throws -> PartFile {
    let source = Digest(sha256: Array(PlainAddress.place(url).utf8))
    let name = "\(key.digest).part"
    while true {
      let isSealed = try folder.facts(name).map { $0.links > 1 || $0.mode & 0o200 == 0 } ?? false
      let file = try isSealed ? folder.openFile(name) : folder.openAppending(name, mode: 0o600)
      while try !file.tryLock() {
        if isCancelled() { throw ProviderFault(.cancelled, "it was called off") }
        _ = try Waiting.poll([], milliseconds: 20)
      }
      let facts = try FileFacts(descriptor: file.raw)
      let isStillThere = try folder.facts(name)?.inode == facts.inode
      let part = PartFile(folder, key, file: file, source: source)
      guard isStillThere else { continue }
      if facts.links == 1 && !isSealed { return part }
      if try part.resumePoint() == .end { return part }
      try part.remove()
    }
  }

  var path: String { folder.join(name) }

  func length() throws -> Int64 { try FileFacts(descriptor: file.raw).size }

  /// Bytes that the whole file has; nil where the server did not say.
  func total() -> Int64? { mark()?.total }

  func resumePoint() throws -> ResumePoint {
    ResumePoint(mark(), length: try length(), source: source, boot: ThisBoot.number)
  }

  /// The try that began what is there; 0 where nothing is known.
  func attempt() -> Int { mark()?.attempt ?? 0 }

  /// Lends part and mark to a worker, with what the mark says beforehand.
  func fill(
    _ body: (borrowing Descriptor, borrowing Descriptor, DownloadMark) throws -> WebReply
  ) throws -> WebReply {
    let facts = DownloadMark(source: source, boot: ThisBoot.number, attempt: attempt() + 1)
    let mark = try folder.openAppending(markName, mode: 0o600)
    return try body(file, mark, facts)
  }

  func withFile<Result>(_ body: (borrowing Descriptor) throws -> Result) throws -> Result {
    try body(file)
  }

  /// Writes down that nothing is missing; whether that was known beforehand.
  func noteWhole() throws -> Bool {
    let length = try length()
    guard var mark = mark(), mark.total != length else { return true }
    mark.total = length
    let file = try folder.openAppending(markName, mode: 0o600)
    try file.truncate(to: 0)
    try file.writeAll(mark.bytes)
    return false
  }

  /// Forgets the bytes that are there.
  func clear() throws {
    try folder.remove(markName)
    try file.truncate(to: 0)
  }

  func remove() throws {
    try folder.remove(name)
    try folder.remove(markName)
  }

  /// Removes what a killed process left of a file that is in the cache now, unless somebody has it.
  static func removeRest(of key: CacheKey, in folder: Folder) throws {
    let name = "\(key.digest).part"
    guard let file = try? folder.openFile(name), try file.tryLock() else { return }
    defer { file.unlock() }
    try folder.remove(name)
    try folder.remove("\(key.digest).json")
  }

  private func mark() -> DownloadMark? {
    guard let file = try? folder.openFile(markName),
      let bytes = try? file.readAll(limit: 1 << 16)
    else { return nil }
    return DownloadMark(bytes: bytes)
  }
}
