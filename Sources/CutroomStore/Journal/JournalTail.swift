import CutroomModel

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
    var last: Fingerprint?
    while let newline = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes[start..<newline]
      switch JournalLine.decode(line) {
      case .record(let record): tail.records.append(record.sharing(with: &last))
      // For the version that knows it.
      case .unknown: break
      case .damaged:
        if !line.isEmpty { tail.damaged.append((offset + Int64(start), Array(line))) }
      }
      start = newline + 1
    }
    tail.end = offset + Int64(start)
    tail.isTorn = start < bytes.count
    return tail
  }

  /// The whole lines that do not fit their checksum, without a look at what the others say.
  static func damagedLines(_ bytes: [UInt8]) -> [[UInt8]] {
    var damaged: [[UInt8]] = []
    var start = 0
    while let newline = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes[start..<newline]
      if !line.isEmpty, !JournalLine.isWhole(line) { damaged.append(Array(line)) }
      start = newline + 1
    }
    return damaged
  }
}

extension JournalRecord {
  /// The record with what its item's fingerprint has in common with the last one's kept once.
  fileprivate func sharing(with last: inout Fingerprint?) -> JournalRecord {
    switch self {
    case .produced(var item, let attempt):
      item.share(with: &last)
      return .produced(item, attempt: attempt)
    case .committed(var item):
      item.share(with: &last)
      return .committed(item)
    default: return self
    }
  }
}

extension ItemRecord {
  fileprivate mutating func share(with last: inout Fingerprint?) {
    if let last { fingerprint = fingerprint.sharing(with: last) }
    last = fingerprint
  }
}
