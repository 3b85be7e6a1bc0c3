import CutroomModel
import CutroomSystem

/// The ledger on the disk: lines are read once and appended under flock(2) on the file itself.
final class LedgerFile {
  private let folder: Folder
  private let name: String
  private let file: Descriptor
  private var inode: UInt64?
  /// Up to where `totals` counts.
  private var end: Int64 = 0
  private(set) var totals = LedgerTotals()
  /// Whole lines that no entry could be read of.
  private(set) var damaged = 0

  /// Opens a ledger, created durably where missing.
  init(_ folder: Folder, name: String) throws(SystemError) {
    self.folder = folder
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
    let bytes = (start > end ? [0x0A] : []) + CheckedLine.encode(entry.json)
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
    if facts.inode != inode || facts.size < end {
      (inode, end, totals, damaged) = (facts.inode, 0, LedgerTotals(), 0)
    }
    guard facts.size > end else { return }
    let bytes = try file.read(at: end, length: Int(facts.size - end))
    var start = 0
    while let newline = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes[start..<newline]
      start = newline + 1
      if line.isEmpty { continue }
      guard let json = CheckedLine.decode(line) else {
        damaged += 1
        continue
      }
      // An entry of a type that only another version knows is for that version.
      if let entry = LedgerEntry(json: json) { totals.apply(entry) }
    }
    end += Int64(start)
  }
}
