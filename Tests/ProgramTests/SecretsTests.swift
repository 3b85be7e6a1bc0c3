import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// A secret in every place where one may be given, and a look for it in every place where one may
/// come out.
@Suite struct SecretsTests {
  static let canary = "canary7Hq2"
  let place: FreshFolder
  let environment = [
    "DEMO_API_KEY=\(canary)-environment", "DEMO_PASSWORD=\(canary)-\"quoted\\",
  ]

  init() throws {
    place = try FreshFolder()
    try #require(BuiltProgram.cutroom(["init", place.path], in: "/tmp").status.isSuccess)
    try place.write(Self.pipeline("first"), to: "pipeline.json")
    try place.write(Self.feed, to: "feeds/a.xml")
    let made = try BuiltProgram.cutroom(["new", "P", "--id", "p"], in: place.path)
    try #require(made.status.isSuccess, "\(made.error)")
  }

  private static let feed = """
    <rss version="2.0"><channel><title>F</title><item><title>Grass after rain</title>
    <link>https://example.org/a</link><description>Grass is green.</description></item></channel></rss>
    """

  // `leaks.txt` is what a child sees in the command lines of the engine and its workers.
  private static func pipeline(_ number: String) -> String {
    #"""
    {"kind": "pipeline", "version": "1.0", "stages": [
      {"id": "discover", "uses": "discover", "with": {"feeds": ["feeds/*.xml",
        "http://me:\#(canary)-user@127.0.0.1:9/feed.xml?a=1&token=\#(canary)-query"]}},
      {"id": "say", "with": {"apiKey": "\#(canary)-with", "note": "\#(canary)-with again"},
       "run": ["sh", "-c",
        "echo \"$@\"; tr '\\0' '\\n' < /proc/$PPID/environ; for p in /proc/[0-9]*; do case \"$(readlink $p/exe)\" in */cutroom*) if grep -qa '\#(canary.prefix(6))[7]' $p/cmdline; then echo $p; fi;; esac; done > \"$1\"; true",
        "-", "${output}", "--token", "\#(canary)-option-\#(number)",
        "Authorization: Bearer \#(canary)-bearer", "https://\#(canary)-name@host/"],
       "outputs": ["leaks.txt"], "allowEmpty": true},
      {"id": "fail", "needs": ["say"],
       "run": ["sh", "-c", "printf 'no entry with %s' \"$2\"; exit 3", "-", "${output}",
               "--password=\#(canary)-last"],
       "outputs": ["never.txt"]}]}
    """#
  }

  private func cutroom(_ arguments: String...) throws -> String {
    let outcome = try BuiltProgram.cutroom(arguments, in: place.path, environment: environment)
    return outcome.output + outcome.error
  }

  /// The files of the workspace that hold the canary.
  private func leakingFiles(in folder: Folder, at path: String = "") throws -> [String] {
    var found: [String] = []
    for entry in try folder.entries() {
      let name = path.isEmpty ? entry.name : "\(path)/\(entry.name)"
      if entry.kind == .directory {
        found += try leakingFiles(in: try folder.folder(entry.name), at: name)
      } else if try Self.isLeaking(folder.openFile(entry.name).readAll(limit: 64 << 20)) {
        found.append(name)
      }
    }
    return found
  }

  private static func isLeaking(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(canary)
  }

  @Test func `no secret comes out anywhere`() throws {
    var said = try cutroom("run", "p", "--keep-going")
    try place.write(Self.pipeline("second"), to: "pipeline.json")
    said += try cutroom("explain", "p", "say") + cutroom("plan", "p", "--json")
    said += try cutroom("run", "p", "--keep-going", "--progress", "jsonl")
    said += try cutroom("run", "p", "--json") + cutroom("explain", "p", "fail")
    said += try cutroom("status", "p", "--json") + cutroom("runs", "p", "--json")
    said += try cutroom("log", "p") + cutroom("log", "p", "say") + cutroom("log", "p", "fail")
    said += try cutroom("accept", "p", "say", "--reason", "for \(Self.canary)-environment")
    said += try cutroom("validate", "p", "--json") + cutroom("show", "p", "--json")
    #expect(!said.contains(Self.canary), "\(said)")
    #expect(said.contains("no entry with --password=***"))
    #expect(said.contains("http://***@127.0.0.1:9/feed.xml?a=1&token=***"))
    #expect(try leakingFiles(in: Folder.open(place.path)) == ["pipeline.json"])
    #expect(try place.text("public/projects/p/leaks.txt") == "")
  }

  @Test func `a line of a log cannot pose as another`() throws {
    try place.write(
      #"""
      {"kind": "pipeline", "version": "1.0", "stages": [
        {"id": "forge", "run": ["printf", "a\n2026-01-01T00:00:00Z info all is well\r\u001b[2Jx"],
         "outputs": ["x"]}]}
      """#,
      to: "pipeline.json"
    )
    _ = try cutroom("run", "p")
    for name in ["pipeline", "errors"] {
      let log = try place.text("public/projects/p/logs/\(name).log")
      let lines = log.split(separator: "\n")
      let stamp = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z (info|warning|error) .*/#
      #expect(lines.allSatisfy { $0.wholeMatch(of: stamp) != nil }, "\(log)")
      #expect(!lines.contains { $0.hasPrefix("2026-01-01") })
      #expect(log.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    }
  }
}
