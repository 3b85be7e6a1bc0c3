package import CutroomModel

/// What the whole lines of a ledger say, as far as it has been read.
package struct LedgerReading: Sendable {
  package private(set) var totals = LedgerTotals()
  /// Lines that fit no checksum: what they said counts nowhere.
  package private(set) var damaged = 0
  /// Where the last whole line begins and ends.
  private(set) var lastLine: Range<Int64> = 0..<0
  /// Lines that were read since this was kept.
  var lines = 0

  package init() {}

  /// What was read up to a line.
  init(_ totals: LedgerTotals, damaged: Int, lastLine: Range<Int64>) {
    self.totals = totals
    self.damaged = damaged
    self.lastLine = lastLine
  }

  /// Where to read on.
  var end: Int64 { lastLine.upperBound }

  /// Reads on; a line that is not whole yet is left for the next time.
  mutating func read(_ bytes: [UInt8]) {
    let begin = end
    var start = 0
    while let newline = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes[start..<newline]
      lastLine = (begin + Int64(start))..<(begin + Int64(newline) + 1)
      start = newline + 1
      lines += 1
      if line.isEmpty { continue }
      guard let json = CheckedLine.decode(line) else {
        damaged += 1
        continue
      }
      // An entry of a type that only another version knows is for that version.
      if let entry = LedgerEntry(json: json) { totals.apply(entry) }
    }
  }
}
