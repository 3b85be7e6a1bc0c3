import CutroomModel
import CutroomSystem

/// `ledger.sums`: what a long ledger came to at some line, so that nobody reads it from its beginning.
///
/// Nothing depends on it: where it does not fit the ledger, all lines are read.
struct LedgerSums {
  static let name = "ledger.sums"
  private static let version = "1.0"
  private static let limit = 64 << 20

  private let reading: LedgerReading
  /// The line to which it was read, as a sign that it was this ledger.
  private let lastLine: [UInt8]

  /// What was kept of a ledger in the folder, to be read on from there.
  static func load(_ folder: Folder, of ledger: borrowing Descriptor) -> LedgerReading {
    guard let file = try? folder.openFile(name), let bytes = try? file.readAll(limit: limit),
      let json = try? JSONReader.read(bytes, limits: .machine), let sums = LedgerSums(json: json),
      let line = try? ledger.read(
        at: sums.reading.lastLine.lowerBound,
        length: sums.lastLine.count
      ), line == sums.lastLine
    else { return LedgerReading() }
    return sums.reading
  }

  /// Keeps what was read; a failure is no error.
  static func save(_ reading: LedgerReading, in folder: Folder, of ledger: borrowing Descriptor) {
    let place = reading.lastLine
    guard let line = try? ledger.read(at: place.lowerBound, length: place.count) else { return }
    var json = reading.totals.json
    json["version"] = .string(version)
    json["kind"] = "ledger-sums"
    json["from"] = .integer(place.lowerBound)
    json["line"] = .string(String(decoding: line, as: UTF8.self))
    json["damagedLines"] = .integer(Int64(reading.damaged))
    let bytes = JSONWriter.canonical(json)
    try? FileWriter(folder: folder).replacePassing(name, bytes: bytes, mode: 0o600)
  }

  private init?(json: JSONValue) {
    guard json["kind"]?.string == "ledger-sums", json["version"]?.string == Self.version,
      let from = json["from"]?.integer, from >= 0, let line = json["line"]?.string,
      let damaged = json["damagedLines"]?.integer, let totals = LedgerTotals(json: json)
    else { return nil }
    lastLine = Array(line.utf8)
    let (end, overflow) = from.addingReportingOverflow(Int64(lastLine.count))
    guard !overflow, lastLine.last == 0x0A else { return nil }
    reading = LedgerReading(totals, damaged: Int(damaged), lastLine: from..<end)
  }
}
