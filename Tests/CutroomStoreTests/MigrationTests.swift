import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

/// The steps, forth and back.
@Suite struct MigrationTests {
  @Test(arguments: DocumentKind.allCases)
  func `every version of a kind migrates to the same bytes each time`(kind: DocumentKind) throws {
    let versions = Migration.versions(of: kind)
    #expect(versions == ["0.9", "1.0"])
    for version in versions {
      let value = try JSONReader.read(Sample.bytes(kind, version))
      let once = try Migration.upgrade(value, kind: kind, path: "sample")
      let twice = try Migration.upgrade(value, kind: kind, path: "sample")
      #expect(JSONWriter.document(once) == JSONWriter.document(twice))
      #expect(try Migration.upgrade(once, kind: kind, path: "sample") == once)
      #expect(kind.fault(in: once) == nil)
    }
  }

  @Test(arguments: DocumentKind.allCases)
  func `a sample without metadata goes back to 0.9 and comes up the same`(
    kind: DocumentKind
  ) throws {
    var value = try JSONReader.read(Sample.bytes(kind, "1.0"))
    #expect(throws: StoreError.self) {
      try Migration.downgrade(value, kind: kind, to: "0.9", path: "sample")
    }
    value["metadata"] = nil
    let old = try Migration.downgrade(value, kind: kind, to: "0.9", path: "sample")
    #expect(old == (try JSONReader.read(Sample.bytes(kind, "0.9"))))
    let back = try Migration.upgrade(old, kind: kind, path: "sample")
    #expect(DocumentCoding.digest(back) == DocumentCoding.digest(value))
  }

  @Test(arguments: DocumentKind.allCases)
  func `a sample without one of its members is no document of its kind`(kind: DocumentKind) throws {
    let value = try JSONReader.read(Sample.bytes(kind, "1.0"))
    #expect(kind.fault(in: value) == nil)
    #expect(kind.fault(in: ["kind": .string(kind.rawValue), "version": "1.0"]) != nil)
  }

  @Test func `a member that would change its meaning is not written back`() throws {
    var value = try JSONReader.read(Sample.bytes(.metadata, "1.0"))
    value["metadata"] = nil
    value["timestamp"] = "mine"
    #expect(throws: StoreError.self) {
      try Migration.downgrade(value, kind: .metadata, to: "0.9", path: "m")
    }
    #expect(throws: StoreError.self) {
      try Migration.downgrade(value, kind: .metadata, to: "0.1", path: "m")
    }
  }

  /// Steps of a history that a kind might have: two of its own, one of every kind between them.
  private static let history = [
    step("0.7", "0.8", .script) { $0["lines"] = $0.removeValue(forKey: "rows") },
    step("0.8", "0.9", nil) { $0["lang"] = "en" },
    step("0.9", "1.0", .script) { $0["segments"] = $0.removeValue(forKey: "lines") },
    step("0.9", "1.0", .tags) { _ in Issue.record("the step of another kind") },
  ]

  private static func step(
    _ from: String,
    _ to: String,
    _ kind: DocumentKind?,
    _ change: @escaping @Sendable (inout [String: JSONValue]) -> Void
  ) -> Migration {
    Migration(
      name: from,
      kind: kind,
      from: from,
      to: to,
      apply: { members, _ in change(&members) },
      revert: { _, _ in nil }
    )
  }

  @Test(arguments: ["0.7", "0.8", "0.9", "1.0"])
  func `steps are chained from any version, each of its own kind`(version: String) throws {
    let names = ["0.7": "rows", "0.8": "lines", "0.9": "lines", "1.0": "segments"]
    var value: JSONValue = ["kind": "script", "version": .string(version), "mine": 1]
    value[try #require(names[version])] = [1]
    if version >= "0.9" { value["lang"] = "en" }
    let result = try Migration.upgrade(
      value,
      kind: .script,
      to: "1.0",
      by: Self.history,
      path: "s"
    )
    #expect(
      result == ["kind": "script", "version": "1.0", "lang": "en", "segments": [1], "mine": 1]
    )
  }
}
