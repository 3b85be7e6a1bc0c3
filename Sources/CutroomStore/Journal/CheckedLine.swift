import CutroomModel
import CutroomSystem

/// A line of an append-only file: a JSON object whose first member is the CRC-32C of everything after
/// it.
enum CheckedLine {
  /// `{"crc":"01234567",` and then the object's members.
  private static let opening = Array("{\"crc\":\"".utf8)
  private static let closing = Array("\",".utf8)
  private static var headLength: Int { opening.count + 8 + closing.count }

  /// The line of an object that has members, with its newline.
  static func encode(_ json: JSONValue) -> [UInt8] {
    let body = JSONWriter.canonical(json).dropFirst()
    var line = opening
    line.reserveCapacity(headLength + body.count + 1)
    line.append(contentsOf: CRC32C.digits(of: body))
    line.append(contentsOf: closing)
    line.append(contentsOf: body)
    line.append(0x0A)
    return line
  }

  /// Reads a line without its newline; nil where it is damaged.
  static func decode(_ line: ArraySlice<UInt8>) -> JSONValue? {
    guard isWhole(line) else { return nil }
    return try? JSONReader.read(
      [UInt8(ascii: "{")] + line.dropFirst(headLength),
      limits: .machine
    )
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
