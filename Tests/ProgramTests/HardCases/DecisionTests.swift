import CutroomModel
import CutroomSystem
import Testing

/// What was done otherwise than asked, kept by a person or failed, as every look shows it.
@Suite struct DecisionTests {
  // The second stage waits for the file `go`.
  private static let stages = #"""
    {"id": "discover", "uses": "discover", "with": {"feeds": ["feeds/*.xml"]}},
    {"id": "slow", "needs": ["discover"], "outputs": ["slow.txt"],
     "run": ["sh", "-c",
       "echo x > \"$2/begun\"; while [ ! -e \"$2/go\" ]; do sleep 0.01; done; echo > \"$1\"",
       "-", "${output}", "${workspace}"]}
    """#

  let work: StageWorkspace

  init() throws {
    work = try StageWorkspace(Self.stages)
    try work.place.write(
      """
      <rss version="2.0"><channel><title>News</title><link>https://news.example.org/</link>
      <item><title>Snow</title><link>https://news.example.org/snow</link>
      <description>White snow covers the hills.</description></item></channel></rss>
      """,
      to: "feeds/good.xml"
    )
    try work.place.write("<html/>", to: "feeds/bad.xml")
  }

  @Test(.timeLimit(.minutes(1)))
  func `status shows decisions during a run and after it`() throws {
    let run = try work.start("run", "p")
    try work.wait(for: "begun")
    let during = try work.answer("status", "p")
    #expect(during["state"] == "running")
    try work.place.write("", to: "go")
    #expect(try run.wait() == .exited(0))
    for status in [during, try work.answer("status", "p")] {
      let decisions = try #require(status["decisions"]?.array)
      #expect(decisions.map { $0["code"]?.string } == ["feed-unreadable"])
      #expect(decisions.first?["stage"] == "discover")
      #expect(decisions.first?["item"] == "discovered")
      #expect(decisions.first?["message"]?.string?.contains("feeds/bad.xml") == true)
      #expect(status["stages"]?.array?.map { $0["decisions"]?.integer } == [1, 0])
    }
    let words = try work.cutroom("status", "p").output
    #expect(words.contains("1/1 fresh, 1 otherwise than asked"), "\(words)")
    #expect(words.contains("  discover/discovered: "), "\(words)")
  }

  @Test func `explain says in JSON what it says in words`() throws {
    try work.place.write("", to: "go")
    #expect(try work.cutroom("run", "p").status == .exited(0))
    func item(_ name: String) throws -> JSONValue {
      try #require(try work.answer("explain", "p", name)["items"]?.array?.first)
    }
    let discovered = try item("discover/discovered")
    #expect(discovered["decisions"]?.array?.first?["code"] == "feed-unreadable")
    #expect(discovered["accepted"] == .null)
    #expect(discovered["lastFailure"] == .null)
    try work.place.write("mine", to: "\(work.project)/slow.txt")
    let accepted = try work.cutroom("accept", "p", "slow/main", "--reason", "better so")
    #expect(accepted.status == .exited(0), "\(accepted.error)")
    #expect(try item("slow/main")["accepted"] == "better so")
    let bad = #", {"id": "bad", "run": ["sh", "-c", "echo no; exit 3"], "outputs": ["bad.txt"]}"#
    try work.pipeline(Self.stages + bad)
    #expect(try work.cutroom("run", "p").status == .exited(1))
    let failure = try #require(try item("bad")["lastFailure"])
    #expect(failure["code"] == "exit-3")
    #expect(failure["log"]?.string?.contains("logs/") == true)
    #expect(try item("bad")["last"] == .null)
  }

  @Test func `cures name the project`() throws {
    try work.place.write("{", to: "\(work.project)/list.json")
    try work.pipeline(#"{"id": "each", "foreach": {"json": "list.json"}, "run": ["true"]}"#)
    let run = try work.cutroom("run", "p")
    #expect(run.status == .exited(8))
    #expect(run.error.contains("bring an earlier version back: cutroom backup list p\n"))
    try work.pipeline(Self.stages)
    let unknown = try work.cutroom("explain", "p", "discover/nope")
    #expect(unknown.error.contains("`cutroom plan p --json` names them all"))
    let nothing = try work.cutroom("run", "p", "--from", "slow", "--until", "discover")
    #expect(nothing.error.contains("`cutroom graph p`"), "\(nothing.error)")
    let lost = try work.cutroom("backup", "restore", "p", "list.json", "--recorded")
    #expect(lost.error.contains("make it again: cutroom run p\n"), "\(lost.error)")
  }
}
