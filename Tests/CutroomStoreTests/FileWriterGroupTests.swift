import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc
import Testing

@Suite struct FileWriterGroupTests {
  let kept: KeptProject
  let folder: Folder
  var writer: FileWriter { FileWriter(folder: folder) }

  init() throws {
    kept = try KeptProject()
    folder = try kept.project.tree.makeFolder("scripts")
  }

  private func files(
    _ count: Int,
    _ text: String,
    check: @escaping (Int) throws -> Void = { _ in }
  ) -> [FileWriter.Replacement] {
    (0..<count).map { number in
      FileWriter.Replacement(
        name: "\(number).json",
        bytes: Array("\(text) \(number)".utf8),
        mode: 0o666,
        rotation: .init(generations: 2),
        check: { try check(number) }
      )
    }
  }

  private func text(_ name: String) throws -> String? { try kept.text("scripts/\(name)") }

  // Few are flushed one by one, many at once.
  @Test(arguments: [0, 1, 3, 20])
  func `each of a group is replaced and backed up as one alone is`(count: Int) throws {
    for version in ["one", "two", "three", "four"] { try writer.replaceAll(files(count, version)) }
    for number in 0..<count {
      #expect(try text("\(number).json") == "four \(number)")
      #expect(try text("\(number).json.backup.1") == "three \(number)")
      #expect(try text("\(number).json.backup.2") == "two \(number)")
    }
    #expect(try folder.names().count == 3 * count)
  }

  @Test(arguments: [5, 20])
  func `where one may not be placed, the others stay old and nothing is left over`(
    count: Int
  ) throws {
    try writer.replaceAll(files(count, "one"))
    let error = #expect(throws: StoreError.self) {
      try writer.replaceAll(
        files(count, "two") { number in
          if number == 3 { throw StoreError.changed(path: "3.json") }
        }
      )
    }
    guard case .changed? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    for number in 0..<count {
      #expect(try text("\(number).json") == (number < 3 ? "two" : "one") + " \(number)")
    }
    #expect(try folder.names().count == count + 3)
  }

  @Test func `each is placed in its turn, in order`() throws {
    var turns: [String] = []
    try writer.replaceAll(files(9, "one")) { name, place in
      #expect(try folder.facts(name) == nil)
      try place()
      #expect(try folder.facts(name) != nil)
      turns.append(name)
    }
    #expect(turns == (0..<9).map { "\($0).json" })
  }

  @Test func `a group puts no byte of itself through a planted link`() throws {
    try kept.put("precious", at: "precious.txt")
    #expect(symlink("../precious.txt", folder.join("4.json")) == 0)
    try writer.replaceAll(files(9, "mine"))
    #expect(try text("4.json") == "mine 4")
    #expect(try kept.text("precious.txt") == "precious")
  }
}
