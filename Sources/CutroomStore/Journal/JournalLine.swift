import CutroomModel
import CutroomSystem

/// A journal line: a JSON object whose first member is the CRC-32C of everything after it.
enum JournalLine {
  /// `{"crc":"01234567",` and then the record's members.
  private static let opening = Array("{\"crc\":\"".utf8)
  private static let closing = Array("\",".utf8)
  private static var headLength: Int { opening.count + 8 + closing.count }

  /// The line of a record, with its newline.
  static func encode(_ record: JournalRecord) -> [UInt8] {
    let body = JSONWriter.canonical(record.json).dropFirst()
    var line = opening
    line.reserveCapacity(headLength + body.count + 1)
    line.append(contentsOf: CRC32C.digits(of: body))
    line.append(contentsOf: closing)
    line.append(contentsOf: body)
    line.append(0x0A)
    return line
  }

  /// What a line turned out to be.
  enum Reading: Equatable {
    case record(JournalRecord)
    /// Whole, but of a type, or with a value, that only another version knows.
    case unknown
    case damaged
  }

  /// Reads a line without its newline.
  static func decode(_ line: ArraySlice<UInt8>) -> Reading {
    guard isWhole(line),
      let json = try? JSONReader.read(
        [UInt8(ascii: "{")] + line.dropFirst(headLength),
        limits: .machine
      )
    else { return .damaged }
    return JournalRecord(json: json).map { .record($0) } ?? .unknown
  }

  /// Whether a line without its newline fits its checksum.
  static func isWhole(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count > headLength, line.starts(with: opening) else { return false }
    let head = line.prefix(headLength)
    guard head.suffix(closing.count).elementsEqual(closing) else { return false }
    let body = line.dropFirst(headLength)
    return head.dropFirst(opening.count).prefix(8).elementsEqual(CRC32C.digits(of: body))
  }
}
