import CutroomModel

/// What the table of a probe says of one file.
struct ProbeRow: Sendable {
  let path: String
  /// Kind, length and size of the picture.
  let cells: [String]
  let words: String

  /// As wide as the cells get: "animated-image", hours with milliseconds, a large picture.
  static let widths = [14, 12, 11]

  /// Warnings that tell a person nothing about the file.
  private static let quiet: Set<String> = ["encoder-padding", "late-start"]

  init(_ answer: JSONValue) {
    path = (answer["path"]?.string ?? "").printable
    guard let facts = answer["cutroom"] else {
      cells = ["no answer", "", ""]
      words = (answer["error"]?["message"]?.string ?? "").printable
      return
    }
    cells = [
      facts["kind"]?.string ?? "", facts["durationUs"]?.integer.map(Self.duration) ?? "",
      Self.picture(facts),
    ]
    let codecs = (answer["streams"]?.array ?? []).compactMap { $0["codec_name"]?.string }
    let words = codecs + Self.notes(facts) + Self.measures(facts) + Self.warnings(facts)
    self.words = words.joined(separator: ", ").printable
  }

  private static func duration(_ microseconds: Int64) -> String {
    let milliseconds = (max(0, microseconds) + 500) / 1000
    let rest = String(milliseconds % 1000)
    let padded = String(repeating: "0", count: 3 - rest.count) + rest
    return "\(Amounts.clock(seconds: milliseconds / 1000)).\(padded)"
  }

  private static func picture(_ facts: JSONValue) -> String {
    guard let width = facts["displayWidth"]?.integer, let height = facts["displayHeight"]?.integer
    else { return "" }
    return "\(width)x\(height)"
  }

  private static func notes(_ facts: JSONValue) -> [String] {
    var notes: [String] = []
    if facts["truncated"] == true { notes.append("TRUNCATED") }
    if let turn = facts["rotation"]?.integer, turn != 0 { notes.append("turned by \(turn)") }
    if facts["isHdr"] == true { notes.append("HDR") }
    if facts["isVfr"] == true { notes.append("variable frame rate") }
    return notes
  }

  /// What decoding has shown.
  private static func measures(_ facts: JSONValue) -> [String] {
    var measures: [String] = []
    if let errors = facts["decodeErrors"]?.integer, errors > 0 {
      measures.append(Amounts.count(Int(errors), "decoding error"))
    }
    let sound = facts["sound"]
    if let loudness = sound?["loudness"]?.double { measures.append("\(loudness) LUFS") }
    if let peak = sound?["truePeak"]?.double { measures.append("\(peak) dBTP") }
    let picture = facts["picture"]
    for (name, list) in [
      ("silent", sound?["silences"]), ("black", picture?["black"]), ("frozen", picture?["frozen"]),
    ] {
      let total = (list?.array ?? []).reduce(0) { $0 + ($1["durationUs"]?.integer ?? 0) }
      if total > 0 { measures.append("\(name) for \(duration(total))") }
    }
    if let clipped = sound?["clippedSamples"]?.integer, clipped > 0 {
      measures.append(Amounts.count(Int(clipped), "clipped sample"))
    }
    return measures
  }

  private static func warnings(_ facts: JSONValue) -> [String] {
    (facts["warnings"]?.array ?? []).compactMap { warning in
      let code = warning["code"]?.string ?? ""
      return quiet.contains(code) ? nil : warning["message"]?.string
    }
  }
}
