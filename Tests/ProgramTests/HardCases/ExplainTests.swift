import CutroomModel
import CutroomSystem
import Testing

/// What changed, from what to what, where it began, and the least that mends it.
@Suite struct ExplainTests {
  let work: StageWorkspace

  init() throws {
    work = try StageWorkspace(Self.stages(level: 1))
    for name in ["a", "b c"] { try work.place.write(name, to: "\(work.project)/in/\(name).txt") }
    let run = try work.cutroom("run", "p")
    try #require(run.status == .exited(0), "\(run.error)")
  }

  private static func stages(level: Int) -> String {
    #"""
    {"id": "copy", "foreach": {"glob": "in/*.txt"}, "outputs": ["out/${item.name}"],
     "run": ["cp", "${item.path}", "${output}"]},
    {"id": "join", "inputs": ["out/*.txt"], "outputs": ["join.json"], "with": {"level": \#(level)},
     "run": ["sh", "-c", "echo \"{\\\"n\\\": $(cat out/*.txt | wc -c)}\" > \"$1\"", "-", "${output}"]},
    {"id": "show", "inputs": ["join.json#/n"], "outputs": ["shown.txt"],
     "run": ["sh", "-c", "cp join.json \"$1\"", "-", "${output}"]}
    """#
  }

  private func items(_ target: String) throws -> [JSONValue] {
    try #require(try work.answer("explain", "p", target)["items"]?.array)
  }

  @Test func `a parameter is told from old to new, and only its own stage is to run`() throws {
    try work.pipeline(Self.stages(level: 2))
    let item = try #require(try items("join").first)
    let reason = item["chain"]?.array?.first?["reasons"]?.array?.first
    #expect(reason?["input"] == "with.level")
    #expect(reason?["old"] == "1")
    #expect(reason?["new"] == "2")
    let command = try #require(item["makeFresh"]?.string)
    #expect(command == "cutroom run p --stage join --item main")
    #expect(try work.shell(command.replacing("cutroom ", with: "$cutroom ")).status == .exited(0))
    #expect(try items("join").isEmpty)
  }

  @Test func `the chain leads to the root, and the command names every stage on the way`() throws {
    try work.place.write("longer", to: "\(work.project)/in/b c.txt")
    let item = try #require(try items("show/main").first)
    let chain = try #require(item["chain"]?.array)
    #expect(chain.map { $0["stage"]?.string } == ["show", "join", "copy"])
    #expect(chain.last?["item"] == "in/b c.txt")
    #expect(chain.last?["reasons"]?.array?.first?["cause"] == "input-changed")
    let command = try #require(item["makeFresh"]?.string)
    #expect(command == "cutroom run p --stage copy --stage join --stage show")
    #expect(try work.shell(command.replacing("cutroom ", with: "$cutroom ")).status == .exited(0))
    #expect(try work.answer("status", "p")["state"] == "fresh")
    #expect(try items("show").isEmpty)
  }

  @Test func `what is stale by itself and by another says both`() throws {
    try work.place.write("longer", to: "\(work.project)/in/a.txt")
    try work.pipeline(Self.stages(level: 2))
    let item = try #require(try items("join/main").first)
    let causes = item["chain"]?.array?.first?["reasons"]?.array?.compactMap { $0["cause"]?.string }
    #expect(causes == ["input-changed", "input-will-change"])
    #expect(item["makeFresh"] == "cutroom run p --stage copy --stage join")
  }

  @Test func `keeping an item is offered as a command that a shell takes`() throws {
    try work.place.write("longer", to: "\(work.project)/in/b c.txt")
    let item = try #require(try items("copy/in/b c.txt").first)
    #expect(item["makeFresh"] == "cutroom run p --stage copy --item 'in/b c.txt'")
    let keep = try #require(item["keep"]?.string)
    #expect(keep == "cutroom accept p 'copy/in/b c.txt'")
    #expect(try work.shell(keep.replacing("cutroom ", with: "$cutroom ")).status == .exited(0))
    #expect(try work.answer("status", "p")["state"] == "fresh")
    #expect(try work.text("\(work.project)/out/b c.txt") == "b c")
  }

  @Test func `added, removed and renamed items run or leave, and no others`() throws {
    let line = "cd \(work.project)/in && mv a.txt d.txt && rm 'b c.txt' && echo e > e.txt"
    #expect(try work.shell(line).status == .exited(0))
    let plan = try #require(try work.answer("plan", "p")["items"]?.array)
    let pending = plan.filter { $0["action"] != "skip" }.compactMap { $0["item"]?.string }
    #expect(pending == ["in/d.txt", "in/e.txt", "main", "main"])
    let run = try work.answer("run", "p")
    #expect(run["ran"]?.integer == 4)
    let left = try #require(run["leftBehind"]?.array)
    #expect(left.map { $0["item"] } == ["in/a.txt", "in/b c.txt"])
    #expect(left.map { $0["paths"] } == [["out/a.txt"], ["out/b c.txt"]])
    #expect(try work.answer("run", "p")["leftBehind"]?.array?.isEmpty == true)
    #expect(try work.answer("status", "p")["stages"]?.array?.first?["total"] == 2)
    #expect(try work.text("\(work.project)/out/a.txt") == "a")
  }

  @Test func `what was accepted stays accepted when it is brought back`() throws {
    try work.place.write("{\"n\": 99}", to: "\(work.project)/join.json")
    let accept = try work.cutroom("accept", "p", "join/main", "--reason", "mine")
    #expect(accept.status == .exited(0), "\(accept.error)")
    try work.pipeline(Self.stages(level: 2))
    #expect(try work.cutroom("run", "p", "--stage", "join", "--force").status == .exited(0))
    #expect(try work.text("\(work.project)/join.json").contains("99") == false)
    try work.pipeline(Self.stages(level: 1))
    #expect(try work.cutroom("run", "p").status == .exited(0))
    #expect(try work.text("\(work.project)/join.json").contains("99"))
    #expect(try items("join/main").first?["accepted"] == "mine")
    try work.place.write("longer", to: "\(work.project)/in/a.txt")
    #expect(try work.cutroom("run", "p").status == .exited(6))
  }

  @Test func `an edited output whose input will change is planned as a decision`() throws {
    try work.place.write("{\"n\": 99}", to: "\(work.project)/join.json")
    try work.place.write("new", to: "\(work.project)/in/a.txt")
    let plan = try #require(try work.answer("plan", "p")["items"]?.array)
    let join = try #require(plan.first { $0["stage"] == "join" })
    #expect(join["action"] == "await")
    let causes = join["reasons"]?.array?.compactMap { $0["cause"]?.string }
    #expect(causes == ["edited-by-hand", "input-will-change"])
    #expect(try work.cutroom("run", "p").status == .exited(6))
  }

  @Test func `an edited output that must be made anew says how to keep, remake and undo it`() throws
  {
    let path = "\(work.project)/join.json"
    try work.place.write("{\"n\": 99}", to: path)
    let edited = try #require(try items("join").first)
    #expect(edited["action"] == "skip")
    #expect(edited["modified"] == ["join.json"])
    #expect(edited["undo"] == "cutroom backup restore p join.json --recorded")
    try work.pipeline(Self.stages(level: 2))
    let item = try #require(try items("join").first)
    #expect(item["action"] == "await")
    let causes = item["chain"]?.array?.first?["reasons"]?.array?.compactMap { $0["cause"]?.string }
    #expect(causes == ["edited-by-hand", "input-changed"])
    #expect(item["makeFresh"] == "cutroom run p --stage join --item main --force")
    #expect(item["keep"] == "cutroom accept p join/main")
    let undo = try #require(item["undo"]?.string)
    let restore = "cutroom backup restore p join.json --recorded"
    #expect(undo == "\(restore) && cutroom run p --stage join --item main")
    #expect(try work.shell(undo.replacing("cutroom ", with: "$cutroom ")).status == .exited(0))
    #expect(try items("join").isEmpty)
    #expect(try work.text(path).contains("99") == false)
  }

  @Test func `what no record names says how to adopt it and how to make it`() throws {
    let another = #"""
      , {"id": "more", "outputs": ["more.txt"], "run": ["cp", "join.json", "${output}"]}
      """#
    try work.place.write("mine", to: "\(work.project)/more.txt")
    try work.pipeline(Self.stages(level: 1) + another)
    let item = try #require(try items("more").first)
    #expect(item["makeFresh"] == "cutroom run p --stage more --item main --force")
    let keep = try #require(item["keep"]?.string)
    #expect(keep == "cutroom accept p more/main")
    #expect(item["undo"] == .null)
    #expect(try work.shell(keep.replacing("cutroom ", with: "$cutroom ")).status == .exited(0))
    #expect(try work.text("\(work.project)/more.txt") == "mine")
    #expect(try items("more").isEmpty)
  }

  @Test func `keeping the root is not offered where more than it has changed`() throws {
    try work.place.write("longer", to: "\(work.project)/in/a.txt")
    try work.pipeline(Self.stages(level: 2))
    #expect(try #require(try items("show/main").first)["keep"] == .null)
  }
}

/// A choice that is a person's.
@Suite struct ExplainChoiceTests {
  @Test func `what waits for a choice names the choice, down the chain, as commands`() throws {
    let tiny = try TinyWorkspace(isDone: false)
    try tiny.edit("pipeline.json", "\"mode\": \"auto\"", "\"mode\": \"ask\"")
    #expect(try tiny.cutroom("run", "tiny").status == .exited(6))
    let answer = try tiny.answer("explain", "tiny", "script")
    let item = try #require(answer["items"]?.array?.first)
    let chain = try #require(item["chain"]?.array)
    #expect(chain.first?["stage"] == "script")
    #expect(chain.last?["stage"] == "select")
    #expect(chain.last?["reasons"]?.array?.first?["cause"] == "decision-needed")
    let command = try #require(item["makeFresh"]?.string)
    #expect(
      command.wholeMatch(of: #/cutroom select tiny [a-z0-9-]+ && cutroom run tiny --until script/#)
        != nil
    )
    #expect(item["keep"] == .null)
    let words = try tiny.cutroom("explain", "tiny", "script").output
    #expect(words.contains("to see what there is to choose from: cutroom select tiny\n"))
    #expect(try tiny.shell(command.replacing("cutroom ", with: "$cutroom ")).status == .exited(0))
    #expect(try tiny.answer("explain", "tiny", "script")["items"] == [])
  }

  @Test func `what a person chose waits for a person once it says something else`() throws {
    let tiny = try TinyWorkspace(isDone: false)
    let second = """
      <item><title>Snow on hills</title><link>https://tiny-news.example.org/snow</link>
      <pubDate>Sat, 18 Jul 2026 09:00:00 +0000</pubDate>
      <description>White snow covers the hills.</description></item></channel>
      """
    try tiny.edit("feeds/tiny.xml", "</channel>", second)
    #expect(try tiny.cutroom("run", "tiny", "--until", "discover").status == .exited(0))
    let offered = try #require(try tiny.answer("select", "tiny")["topics"]?.array)
    let snow = try #require(offered.compactMap { $0["id"]?.string }.first { $0.contains("snow") })
    #expect(try tiny.cutroom("select", "tiny", snow).status == .exited(0))
    #expect(try tiny.cutroom("run", "tiny", "--until", "select").status == .exited(0))
    try tiny.edit("feeds/tiny.xml", "White snow", "Wet snow")
    let run = try tiny.cutroom("run", "tiny", "--until", "select")
    #expect(run.status == .exited(6), "\(run.error)")
    #expect(try tiny.text("\(tiny.project)/topics/selected.json").contains(snow))
    let item = try #require(try tiny.answer("explain", "tiny", "select")["items"]?.array?.first)
    #expect(item["makeFresh"]?.string?.hasPrefix("cutroom select tiny ") == true)
    #expect(try tiny.cutroom("select", "tiny", snow).status == .exited(0))
    #expect(try tiny.cutroom("run", "tiny", "--until", "select").status == .exited(0))
  }
}
