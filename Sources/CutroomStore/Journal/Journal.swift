import CutroomModel
package import CutroomSystem

/// The append-only truth about what is done: `.cutroom/journal.jsonl`.
package final class Journal: Sendable {
  package static let name = "journal.jsonl"

  private let file: Descriptor
  private let path: String

  /// Opens the journal for appending, created durably where missing.
  package init(_ state: Folder) throws(SystemError) {
    let isNew = try state.facts(Self.name) == nil
    file = try state.openAppending(Self.name, mode: 0o600)
    path = state.join(Self.name)
    if isNew { try state.sync() }
  }

  /// Appends records in one write; they become durable with the next `sync`.
  package func append(_ records: [JournalRecord]) throws(SystemError) {
    var bytes: [UInt8] = []
    for record in records { bytes.append(contentsOf: JournalLine.encode(record)) }
    try file.writeAll(bytes, path: path)
  }

  /// Makes everything appended so far durable.
  package func sync() throws(SystemError) { try file.syncData(path: path) }

  /// The bytes appended so far.
  package func length() throws(SystemError) -> Int64 { try FileFacts(descriptor: file.raw).size }

  /// Goes on with the file that now has the journal's name.
  func reopen(_ state: Folder) throws(SystemError) {
    try file.refer(to: try state.openAppending(Self.name, mode: 0o600))
  }

  /// Cuts a torn last record off.
  func cut(to length: Int64) throws(SystemError) {
    try file.truncate(to: length)
    try sync()
  }
}

/// What was read of a journal, from some offset to its end.
package struct JournalTail: Sendable {
  package var records: [JournalRecord] = []
  /// Where the last whole line ends.
  package var end: Int64
  /// Whether bytes without a newline follow `end`.
  package var isTorn = false
  /// Whole lines that are no records, with where they start.
  package var damaged: [(offset: Int64, bytes: [UInt8])] = []

  /// Reads the lines from `offset`; an unreadable line is kept in `damaged`, and reading goes on at
  /// the next newline.
  package static func read(_ bytes: [UInt8], from offset: Int64) -> JournalTail {
    var tail = JournalTail(end: offset)
    var start = 0
    while let newline = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes[start..<newline]
      if let record = JournalLine.decode(line) {
        tail.records.append(record)
      } else if !line.isEmpty {
        tail.damaged.append((offset + Int64(start), Array(line)))
      }
      start = newline + 1
    }
    tail.end = offset + Int64(start)
    tail.isTorn = start < bytes.count
    return tail
  }
}
