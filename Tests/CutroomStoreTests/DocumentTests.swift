import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

@Suite struct DocumentTests {
  static let value: JSONValue = [
    "kind": "metadata", "version": "1.0", "createdAt": "2026-01-01T00:00:00Z", "projectId": "p",
    "title": "Dünen", "status": "initialized", "mine": ["kept": [1, 2]],
  ]

  @Test func `a document is written with two spaces, sorted, one final newline`() throws {
    let metadata = ProjectMetadata(projectId: "p", title: "T")
    let instant = Instant(microseconds: 1_767_225_600_000_000)
    let bytes = DocumentCoding.bytes(try DocumentCoding.value(metadata, createdAt: instant))
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {
          "createdAt": "\(instant.iso8601)",
          "kind": "metadata",
          "projectId": "p",
          "status": "initialized",
          "title": "T",
          "version": "1.0"
        }

        """
    )
    let read = try Project.parse(bytes, path: try #require(ProjectPath("metadata.json")))
    #expect(try DocumentCoding.decode(ProjectMetadata.self, from: read, path: "x") == metadata)
  }

  @Test func `the digest says what a document says, not how`() throws {
    let digest = DocumentCoding.digest(Self.value)
    let compact = try JSONReader.read(JSONWriter.canonical(Self.value))
    #expect(DocumentCoding.digest(compact) == digest)
    var other = Self.value
    for (name, value) in [("version", "0.9"), ("createdAt", "2020-01-01T00:00:00Z"), ("kind", "x")]
    {
      other[name] = .string(value)
    }
    other["metadata"] = [:]
    #expect(DocumentCoding.digest(other) == digest)
    other["mine"] = ["kept": [1, 3]]
    #expect(DocumentCoding.digest(other) != digest)
    other["mine"] = nil
    #expect(DocumentCoding.digest(other) != digest)
  }

  @Test func `0.9 becomes 1.0 with every member it had`() throws {
    var old = Self.value
    old["kind"] = nil
    old["version"] = "0.9"
    old["createdAt"] = nil
    old["timestamp"] = "2026-01-01T00:00:00Z"
    let new = try Migration.upgrade(old, kind: .metadata, path: "metadata.json")
    var expected = Self.value
    expected["metadata"] = [:]
    #expect(new == expected)
    #expect(try Migration.upgrade(new, kind: .metadata, path: "metadata.json") == new)
    #expect(DocumentCoding.digest(new) == DocumentCoding.digest(Self.value))
  }

  @Test(arguments: ["1.1", "2.0", "10.0", "2", "1.0.1"])
  func `a newer version is refused by name`(version: String) {
    var value = Self.value
    value["version"] = .string(version)
    let error = #expect(throws: StoreError.self) {
      try Migration.upgrade(value, kind: .metadata, path: "metadata.json")
    }
    guard case .newer("metadata.json", version, "1.0")? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [.null, 1, "", "one", "0.1", "1", "1.0.0", "-1.0"] as [JSONValue])
  func `a version that leads nowhere is refused`(version: JSONValue) {
    var value = Self.value
    value["version"] = version == .null ? nil : version
    #expect(throws: StoreError.self) {
      try Migration.upgrade(value, kind: .metadata, path: "metadata.json")
    }
  }

  @Test(arguments: [.null, [], "x", ["kind": "timeline", "version": "1.0"]] as [JSONValue])
  func `what is no document of the kind is refused`(value: JSONValue) {
    #expect(throws: StoreError.self) {
      try Migration.upgrade(value, kind: .metadata, path: "metadata.json")
    }
  }

  @Test func `a member that does not fit is named`() {
    let error = #expect(throws: StoreError.self) {
      try DocumentCoding.decode(
        ProjectMetadata.self,
        from: ["projectId": "p", "title": 7, "status": "x"],
        path: "metadata.json"
      )
    }
    guard case .invalid("metadata.json", let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("/title"))
  }

  @Test func `a number that is none is refused when it is written`() {
    #expect(throws: (any Error).self) { try DocumentCoding.plainValue([Double.nan]) }
    #expect(throws: (any Error).self) { try DocumentCoding.plainValue([Double.infinity]) }
  }
}
