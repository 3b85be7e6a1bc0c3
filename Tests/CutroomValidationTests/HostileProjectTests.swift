import CutroomModel
import CutroomStore
import CutroomValidation
import Testing

@Suite struct HostileProjectTests {
  private static let documents = [
    "metadata.json", "timeline.json", "topics/discovered.json", "topics/selected.json",
    "topics/refined.json", "scripts/dunes.json", "scripts/tags.json",
    "assets/audio/dunes-01.timestamps.json", "assets/music/breeze.metadata.json",
    "validation.json", "pipeline.json", ".cutroom/probes", "renders/video.report.json",
    "waivers.json",
  ]

  @Test(arguments: documents)
  func `garbage in a document is a finding or nothing, never a crash`(_ name: String) async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    _ = try project.check()
    var noise = Noise(seed: UInt64(name.utf8.count))
    let texts: [[UInt8]] = [
      [], Array("{".utf8), Array("null".utf8), Array("[[[[".utf8), Array("{}".utf8),
      Array("{\"version\":\"1.0\"}".utf8), Array("\"\u{FEFF}\"".utf8), noise.bytes(5000),
      Array(repeatElement(UInt8(ascii: "["), count: 100_000)),
    ]
    for text in texts {
      try project.put(name, text)
      let report = try project.check()
      if !name.hasPrefix("."), name != "pipeline.json" {
        #expect(report.findings.contains { $0.path.hasPrefix(name) }, "\(name)")
      }
    }
  }

  @Test(arguments: [
    "timeline.json", "assets/audio/dunes-01.timestamps.json", "assets/music/breeze.metadata.json",
    "scripts/dunes.json", "topics/selected.json", "metadata.json", "scripts/tags.json",
  ])
  func `every value of a document may be replaced by a hostile one`(_ name: String) async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    _ = try project.check()
    let value = try JSONReader.read(project.bytes(name))
    let hostile: [JSONValue] = [
      .integer(.max), .integer(.min), .integer(-1), .number(1e300), "", "../../etc/passwd",
      .string(String(repeating: "é\u{0301}\n\u{1B}[31m", count: 2000)), .null, [], [:], true,
    ]
    for place in value.places() {
      for replacement in hostile {
        try project.put(name, DocumentCoding.bytes(value.replacing(place[...], with: replacement)))
        let report = try project.check()
        #expect(report.findings.allSatisfy { !$0.message.utf8.contains(0x1B) })
      }
    }
  }

  @Test func `half of every document is a finding`() async throws {
    let small = try await SmallProject()
    for name in Self.documents.prefix(9) {
      let project = try ProjectOnDisk(small)
      try project.cut(name, toPercent: 50)
      let report = try project.check()
      #expect(report.findings.contains { $0.rule == "document-malformed" && $0.path == name })
      #expect(!report.valid)
    }
  }
}

/// Bytes that look random and are the same in every run.
private struct Noise {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2_654_435_761 &+ 1 }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }
}

extension JSONValue {
  /// The way to every value inside, itself left out.
  fileprivate func places() -> [[String]] {
    switch self {
    case .object(let members):
      members.sorted { $0.key < $1.key }.flatMap { key, value in
        [[key]] + value.places().map { [key] + $0 }
      }
    case .array(let elements):
      elements.prefix(2).enumerated().flatMap { index, value in
        [["\(index)"]] + value.places().map { ["\(index)"] + $0 }
      }
    default: []
    }
  }

  fileprivate func replacing(_ place: ArraySlice<String>, with value: JSONValue) -> JSONValue {
    guard let token = place.first else { return value }
    switch self {
    case .object(var members):
      members[token] = members[token]?.replacing(place.dropFirst(), with: value)
      return .object(members)
    case .array(var elements):
      guard let index = Int(token) else { return self }
      elements[index] = elements[index].replacing(place.dropFirst(), with: value)
      return .array(elements)
    default: return value
    }
  }
}
