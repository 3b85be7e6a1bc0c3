import CutroomCLI
import CutroomSystem
import Testing

@Suite struct CureTests {
  @Test func `the documented cures name only commands that there are`() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = try Descriptor.openForReading("\(root)/docs/validation.md").readAll(limit: 1 << 20)
    let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
      $0.hasPrefix("| `")
    }
    var named: Set<String> = []
    for row in rows {
      for cure in row.split(separator: ": cutroom ").dropFirst() {
        named.insert(String(cure.prefix { $0.isLetter }))
      }
    }
    let known = Set(
      CommandList.all.compactMap { $0.name.split(separator: " ").first.map(String.init) }
    )
    #expect(named.count >= 5)
    #expect(named.isSubset(of: known), "\(named)")
  }
}
