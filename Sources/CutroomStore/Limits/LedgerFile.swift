import CutroomModel
import CutroomSystem

/// The ledger on the disk: lines are read once and appended under flock(2) on the file itself.
final class LedgerFile {
  private let folder: Folder
  private let name: String
  private let file: Descriptor
  private var inode: UInt64?
  /// Lines after which what they come to is kept.
  private let linesToKeep: Int
  private(set) var reading = LedgerReading()

  /// Opens a ledger, created durably where missing.
  init(_ folder: Folder, name: String, linesToKeep: Int) throws(SystemError) {
    self.folder = folder
    self.linesToKeep = linesToKeep
    self.name = name
    let isNew = try folder.facts(name) == nil
    file = try folder.openAppending(name, mode: 0o600)
    if isNew { try folder.sync() }
  }

  /// Does something with the file to itself, with all that others appended counted.
  func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try file.lock()
    defer { file.unlock() }
    // Somebody may have taken it away: what has the name now counts.
    while try folder.facts(name)?.inode != FileFacts(descriptor: file.raw).inode {
      file.unlock()
      try file.refer(to: try folder.openAppending(name, mode: 0o600))
      try file.lock()
    }
    try catchUp()
    return try body()
  }

  /// Appends an entry on a line of its own, durable when this returns; to be called in ``withLock(_:)``.
  func append(_ entry: LedgerEntry) throws {
    let start = try FileFacts(descriptor: file.raw).size
    // A line that was cut short stays, and ends here.
    let bytes = (start > reading.end ? [0x0A] : []) + CheckedLine.encode(entry.json)
    do {
      try file.writeAll(bytes, path: folder.join(name))
      try file.syncData(path: folder.join(name))
    } catch {
      try? file.truncate(to: start)
      throw StoreError.unwritable(operation: "append", error, isDurable: .no)
    }
    try catchUp()
  }

  /// Counts the whole lines that are new.
  private func catchUp() throws(SystemError) {
    let facts = try FileFacts(descriptor: file.raw)
    if facts.inode != inode || facts.size < reading.end {
      reading = LedgerSums.load(folder, of: file)
    }
    inode = facts.inode
    guard facts.size > reading.end else { return }
    reading.read(try file.read(at: reading.end, length: Int(facts.size - reading.end)))
    if reading.lines < linesToKeep { return }
    LedgerSums.save(reading, in: folder, of: file)
    reading.lines = 0
  }
}
