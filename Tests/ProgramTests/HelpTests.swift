import CutroomSystem
import Testing

@Suite struct HelpTests {
  /// The names in the overview, in its order.
  func commands(columns: Int) throws -> [[String]] {
    let overview = try help([], columns: 200)
    let lines = overview.split(separator: "\n").drop { $0 != "commands:" }.dropFirst()
    let names = lines.prefix { $0.hasPrefix("  ") }.map { line in
      // Two spaces or more stand between a name and what it does.
      line.dropFirst(2).split(separator: "  ").first.map(String.init) ?? ""
    }
    return names.map { $0.split(separator: " ").map(String.init) }
  }

  func help(_ words: [String], columns: Int) throws -> String {
    let outcome = try BuiltProgram.cutroom(
      words + ["--help"],
      in: "/",
      environment: ["COLUMNS=\(columns)"]
    )
    #expect(outcome.status == .exited(0))
    #expect(outcome.error == "")
    return outcome.output
  }

  @Test(arguments: [80, 40])
  func `every page of help is as it is kept`(columns: Int) throws {
    var pages = try help([], columns: columns)
    for words in try commands(columns: columns) {
      pages += "\n\(String(repeating: "-", count: 20))\n" + (try help(words, columns: columns))
    }
    try Snapshot.expect(pages, is: "help-\(columns).txt")
    let widest = pages.split(separator: "\n").map(\.count).max() ?? 0
    #expect(widest <= columns)
  }

  @Test func `help is the same however it is asked for`() throws {
    let page = try help(["probe"], columns: 80)
    for words in [["probe", "-h"], ["help", "probe"], ["--help", "probe"]] {
      #expect(try BuiltProgram.cutroom(words, in: "/").output == page)
    }
    #expect(try BuiltProgram.cutroom(["help"], in: "/").output == help([], columns: 80))
  }

  @Test func `a group of commands has a page`() throws {
    let page = try help(["backup"], columns: 80)
    for name in ["backup list", "backup restore", "backup prune"] { #expect(page.contains(name)) }
  }

  @Test func `the version is one line`() throws {
    let outcome = try BuiltProgram.cutroom(["--version"], in: "/")
    #expect(outcome.output.firstMatch(of: #/^cutroom \d+\.\d+\.\d+\n$/#) != nil)
  }
}
