import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// State files that are torn, garbled or gone, under a project that is done.
@Suite struct DamagedStateTests {
  let work: StageWorkspace

  init() throws {
    work = try StageWorkspace(
      #"""
      {"id": "copy", "foreach": {"glob": "in/*.txt"}, "outputs": ["out/${item.name}"],
       "run": ["cp", "${item.path}", "${output}"]},
      {"id": "list", "inputs": ["out/*.txt"], "outputs": ["list.json"],
       "run": ["sh", "-c", "echo '{\"n\": 3}' > \"$1\"", "-", "${output}"]}
      """#
    )
    for name in ["a", "b", "c"] { try work.place.write(name, to: "\(work.project)/in/\(name).txt") }
    let run = try work.cutroom("run", "p")
    try #require(run.status == .exited(0), "\(run.error)")
  }

  static let harmless = [
    "printf torn >> .cutroom/journal.jsonl",
    "printf '{\"crc\":\"00000000\",\"type\":\"x\"}\\n' >> .cutroom/journal.jsonl",
    "rm .cutroom/index", ": > .cutroom/index", "head -c 5000 /dev/urandom > .cutroom/index",
    "truncate -s -1 .cutroom/index", "truncate -s -1 .cutroom/survey",
    "rm -f .cutroom/probes .cutroom/run.json",
    "echo '{}' > .cutroom/run.json", "rm -f ../../../.cutroom/library.index",
    "head -c 99 /dev/urandom > ../../../.cutroom/library.index", "rm -r ../../../.cutroom/p",
    "mkdir -p ../../../.cutroom/p/attempts/r1-junk/x && echo > ../../../.cutroom/p/attempts/r1-junk/x/y",
    "rm -r .cutroom/objects", "echo garbage > .cutroom/lock", "rm .cutroom/lock",
    "rm -r logs", "touch .cutroom/.ct-0123456789abcdef.tmp",
  ]

  @Test(arguments: harmless)
  func `what is not the truth may be damaged at will`(damage: String) throws {
    let done = try work.shell("cd \(work.project) && \(damage)")
    try #require(done.status == .exited(0), "\(done.error)")
    let answer = try work.answer("run", "p")
    #expect(answer["outcome"] == "done", "\(answer)")
    #expect(answer["ran"] == 0)
    #expect(try work.answer("status", "p")["state"] == "fresh")
  }

  @Test func `a record that cannot be read costs its own item at most, and is kept`() throws {
    let journal = "\(work.project)/.cutroom/journal.jsonl"
    let lines = try work.text(journal).split(separator: "\n")
    let place = try #require(
      lines.lastIndex { $0.contains("\"committed\"") && $0.contains("in/b.txt") }
    )
    var broken = lines.map(String.init)
    broken[place] = broken[place].replacing("in/b.txt", with: "in/B.txt")
    try work.place.write(broken.map { $0 + "\n" }.joined(), to: journal)
    try Folder.open(work.path).folder("\(work.project)/.cutroom").remove("index")
    let run = try work.cutroom("run", "p")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(run.error.contains("journal.corrupt-"))
    #expect(try work.answer("status", "p")["state"] == "fresh")
    #expect(try work.text("\(work.project)/out/b.txt") == "b")
  }

  @Test
  func `without a journal nothing is made again or overwritten unasked, and accept adopts it`()
    throws
  {
    try work.place.write("mine", to: "\(work.project)/out/a.txt")
    let state = try Folder.open(work.path).folder("\(work.project)/.cutroom")
    for name in try state.names() where name.hasPrefix("journal") || name == "index" {
      try state.remove(name)
    }
    let run = try work.answer("run", "p")
    #expect(run["outcome"] == "awaiting")
    #expect(run["ran"] == 0)
    #expect(try work.text("\(work.project)/out/a.txt") == "mine")
    for stage in ["copy", "list"] {
      #expect(try work.cutroom("accept", "p", stage, "--reason", "mine").status == .exited(0))
    }
    #expect(try work.answer("status", "p")["state"] == "fresh")
    #expect(try work.cutroom("explain", "p", "copy/in/a.txt").output.contains("mine"))
  }
}
