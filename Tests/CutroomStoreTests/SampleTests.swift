import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

/// Frozen documents of every kind and version: what was readable once stays readable.
@Suite struct SampleTests {
  @Test(arguments: DocumentKind.allCases)
  func `a sample of the current version is in the written form and decodes`(
    kind: DocumentKind
  ) throws {
    let bytes = try Sample.bytes(kind, "1.0")
    let value = try JSONReader.read(bytes)
    #expect(try Sample.text(JSONWriter.document(value)) == Sample.text(bytes))
    #expect(try Migration.upgrade(value, kind: kind, path: "sample") == value)
    try Sample.decode(kind, value)
  }

  @Test(arguments: DocumentKind.allCases)
  func `a sample of 0.9 means what the current one means`(kind: DocumentKind) throws {
    let old = try JSONReader.read(Sample.bytes(kind, "0.9"))
    let upgraded = try Migration.upgrade(old, kind: kind, path: "sample")
    var current = try JSONReader.read(Sample.bytes(kind, "1.0"))
    // An empty `metadata` stands for none; the current samples hold one to keep.
    current["metadata"] = nil
    #expect(DocumentCoding.digest(upgraded) == DocumentCoding.digest(current))
    #expect(upgraded["createdAt"] == current["createdAt"])
    try Sample.decode(kind, upgraded)
  }

  @Test(arguments: DocumentKind.allCases)
  func `a kind's schema names every member of its sample`(kind: DocumentKind) throws {
    let value = try JSONReader.read(Sample.bytes(kind, "1.0"))
    let schema = DocumentSchema.of(kind).value
    #expect(SchemaLook.complaints(about: value, by: schema) == [])
  }

  @Test(arguments: DocumentKind.allCases)
  func `a kind's schema refuses a sample without one of its members`(kind: DocumentKind) throws {
    let value = try JSONReader.read(Sample.bytes(kind, "1.0"))
    let schema = DocumentSchema.of(kind).value
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    #expect(required.count >= 3)
    for name in required {
      var cut = value
      cut[name] = nil
      #expect(SchemaLook.complaints(about: cut, by: schema) == ["/ lacks \(name)"])
      #expect(throws: (any Error).self) { try Sample.use(kind, cut) }
    }
  }
}

enum Sample {
  static func bytes(_ kind: DocumentKind, _ version: String) throws -> [UInt8] {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(tests)/Samples/\(version)/\(kind.rawValue).json"
    return try Descriptor.openForReading(path).readAll(limit: 1 << 20, path: path)
  }

  static func text(_ bytes: [UInt8]) throws -> String {
    try #require(String(validating: bytes, as: UTF8.self))
  }

  /// Upgrades and decodes, as a reader does.
  static func use(_ kind: DocumentKind, _ value: JSONValue) throws {
    try decode(kind, Migration.upgrade(value, kind: kind, path: "sample"))
    guard kind != .pipeline || value["stages"] != nil else {
      throw StoreError.invalid(path: "sample", reason: "no stages")
    }
  }

  static func decode(_ kind: DocumentKind, _ value: JSONValue) throws {
    func check<D: Document>(_ type: D.Type) throws {
      _ = try DocumentCoding.decode(type, from: value, path: "sample")
    }
    switch kind {
    case .pipeline: break
    case .metadata: try check(ProjectMetadata.self)
    case .discoveredTopics: try check(DiscoveredTopics.self)
    case .selectedTopics: try check(SelectedTopics.self)
    case .refinedTopics: try check(RefinedTopics.self)
    case .script: try check(Script.self)
    case .tags: try check(Tags.self)
    case .assetMetadata: try check(AssetMetadata.self)
    case .timestamps: try check(Timestamps.self)
    case .trackMetadata: try check(TrackMetadata.self)
    case .timeline: try check(Timeline.self)
    case .validation: try check(ValidationReport.self)
    case .waivers: try check(Waivers.self)
    case .renderReport: try check(RenderReport.self)
    case .archive: try check(ArchiveManifest.self)
    }
  }
}

/// The part of a schema's meaning that a renamed or forgotten member breaks.
enum SchemaLook {
  static func complaints(
    about value: JSONValue,
    by schema: JSONValue,
    at place: String = "/"
  ) -> [String] {
    let choices = schema["anyOf"]?.array ?? schema["oneOf"]?.array
    if let choices, schema["properties"] == nil {
      let all = choices.map { complaints(about: value, by: $0, at: place) }
      return all.contains([]) ? [] : all.first ?? []
    }
    if let constant = schema["const"] { return constant == value ? [] : ["\(place) is not it"] }
    if let words = schema["enum"]?.array { return words.contains(value) ? [] : ["\(place) is odd"] }
    guard fits(value, schema["type"]) else { return ["\(place) is of another type"] }
    switch value {
    case .object(let members): return complaints(about: members, by: schema, at: place)
    case .array(let elements):
      return elements.enumerated().flatMap { index, element in
        complaints(about: element, by: schema["items"] ?? [:], at: "\(place)\(index)/")
      }
    default: return []
    }
  }

  private static func complaints(
    about members: [String: JSONValue],
    by schema: JSONValue,
    at place: String
  ) -> [String] {
    guard schema["properties"] != nil || schema["additionalProperties"] != nil else { return [] }
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    let missing = required.filter { members[$0] == nil }.map { "\(place) lacks \($0)" }
    return missing
      + members.sorted { $0.key < $1.key }.flatMap { name, value -> [String] in
        guard let inner = schema["properties"]?[name] ?? schema["additionalProperties"] else {
          return ["\(place)\(name) is not named"]
        }
        return complaints(about: value, by: inner, at: "\(place)\(name)/")
      }
  }

  private static func fits(_ value: JSONValue, _ type: JSONValue?) -> Bool {
    let names = type?.array?.compactMap(\.string) ?? type?.string.map { [$0] } ?? []
    let own: [String] =
      switch value {
      case .null: ["null"]
      case .bool: ["boolean"]
      case .integer: ["integer", "number"]
      case .number: ["number"]
      case .string: ["string"]
      case .array: ["array"]
      case .object: ["object"]
      }
    return names.isEmpty || names.contains(where: own.contains)
  }
}
