import CutroomModel

/// A journal line: a record as a ``CheckedLine``.
enum JournalLine {
  /// The line of a record, with its newline.
  static func encode(_ record: JournalRecord) -> [UInt8] { CheckedLine.encode(record.json) }

  /// What a line turned out to be.
  enum Reading: Equatable {
    case record(JournalRecord)
    /// Whole, but of a type, or with a value, that only another version knows.
    case unknown
    case damaged
  }

  /// Reads a line without its newline.
  static func decode(_ line: ArraySlice<UInt8>) -> Reading {
    guard let json = CheckedLine.decode(line) else { return .damaged }
    return JournalRecord(json: json).map { .record($0) } ?? .unknown
  }

  /// Whether a line without its newline fits its checksum.
  static func isWhole(_ line: ArraySlice<UInt8>) -> Bool { CheckedLine.isWhole(line) }
}
