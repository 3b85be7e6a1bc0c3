import CutroomModel

/// A journal written anew with only what still counts.
///
/// A line that this program would not write as it is (of a type, with a member or a value that only
/// another version knows) stays byte for byte, and so does every line after it: what records mean to
/// the version that knows them depends on their order. Damaged lines are left out; what an index
/// knew of them comes last.
struct CompactedJournal {
  let bytes: [UInt8]
  /// The records that another time may leave out: lines that stay as they are do not count.
  let recordCount: Int

  /// `state` is what the whole journal says, with what an index knew of lines that are damaged now.
  init(_ journal: [UInt8], state: ProjectState) {
    var known = ProjectState()
    var rest: [UInt8] = []
    var isDamaged = false
    var start = 0
    while let newline = journal[start...].firstIndex(of: 0x0A) {
      let line = journal[start...newline]
      start = newline + 1
      switch JournalLine.decode(line.dropLast()) {
      case .damaged: isDamaged = true
      case .record(let record) where rest.isEmpty && line.elementsEqual(JournalLine.encode(record)):
        known.apply(record)
      case .record, .unknown:
        rest += line
      }
    }
    let records = rest.isEmpty ? state.allRecords : known.allRecords
    var missing: [JournalRecord] = []
    if isDamaged, !rest.isEmpty {
      for record in JournalTail.read(rest, from: 0).records { known.apply(record) }
      missing = state.records(missingIn: known)
    }
    bytes =
      records.flatMap { JournalLine.encode($0) } + rest
      + missing.flatMap { JournalLine.encode($0) }
    recordCount = records.count
  }
}
