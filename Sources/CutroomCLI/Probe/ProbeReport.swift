import CutroomModel

/// Puts probe answers out as they come.
struct ProbeReport {
  enum Form: Sendable {
    case table
    case object
    case lines
  }

  /// An answer as it will be written, made by the thread that probed.
  struct Entry: Sendable {
    fileprivate let isFailure: Bool
    fileprivate let row: ProbeRow?
    fileprivate let bytes: [UInt8]

    init(_ answer: JSONValue, as form: Form) {
      isFailure = answer["error"] != nil || answer.isUndecoded
      row = form == .table ? ProbeRow(answer) : nil
      bytes =
        switch form {
        case .table: []
        case .object: JSONWriter.document(answer).dropLast().indented(by: 4)
        case .lines: JSONWriter.canonical(answer) + [0x0A]
        }
    }
  }

  private let form: Form
  private let context: Context
  private let widestPath: Int
  private var count = 0
  private(set) var failures = 0

  /// `widestPath` is how many columns the longest path takes.
  init(_ form: Form, widestPath: Int, _ context: Context) {
    self.form = form
    self.widestPath = widestPath
    self.context = context
  }

  mutating func take(_ entry: Entry) {
    if entry.isFailure { failures += 1 }
    switch form {
    case .table: if let row = entry.row { context.say(line(row)) }
    case .object:
      let start = count == 0 ? "{\n  \"files\": [" : ","
      context.output.write(bytes: Array(start.utf8) + entry.bytes)
    case .lines: context.output.write(bytes: entry.bytes)
    }
    count += 1
  }

  func finish() {
    guard form == .object else { return }
    if count == 0 { return context.answer(["files": []]) }
    context.output.write("\n  ],\n  \"version\": \"1.0\"\n}\n")
  }

  // MARK: -

  /// The columns are as wide as they can get, since the rows to come are not known.
  private func line(_ row: ProbeRow) -> String {
    let columns = context.outputTerminal.isInteractive ? context.outputTerminal.columns : nil
    let widths = ProbeRow.widths
    let room = columns.map { max(16, $0 - widths.reduce(2, { $0 + $1 + 2 }) - 16) }
    let width = min(widestPath, room ?? widestPath)
    var line = DisplayWidth.fit(DisplayWidth.elide(row.path, to: width), to: width)
    for (cell, width) in zip(row.cells, widths) { line += "  " + DisplayWidth.fit(cell, to: width) }
    line += "  " + row.words
    while line.last == " " { line.removeLast() }
    return columns.map { DisplayWidth.cut(line, to: $0) } ?? line
  }
}

extension JSONValue {
  /// Whether it is the entry of a file that was to be decoded and was not.
  var isUndecoded: Bool {
    let warnings = self["cutroom"]?["warnings"]?.array ?? []
    return warnings.contains { $0["code"]?.string == ProbeWarning.notDecoded }
  }
}

extension Sequence<UInt8> {
  /// The lines of a text, each on a new line and moved to the right.
  fileprivate func indented(by columns: Int) -> [UInt8] {
    let start = [0x0A] + [UInt8](repeating: 0x20, count: columns)
    var bytes = start
    for byte in self { if byte == 0x0A { bytes += start } else { bytes.append(byte) } }
    return bytes
  }
}
