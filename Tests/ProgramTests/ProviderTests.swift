import CutroomModel
import CutroomSystem
import Testing

@Suite struct ProviderTests {
  private let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    try place.write(
      """
      {"kind": "pipeline", "version": "1.0", "stages": [], "settings": {"providers": {
        "archive": {"run": ["\(root)/examples/providers/folder-search.py", "pictures"]},
        "clips": {"uses": "pexels", "keyFile": "pexels.key"},
        "writer": {"uses": "openai", "keyEnv": "WRITER_KEY", "limits": {"minute": 9}},
        "broken": {"run": ["./no-such-program"]},
        "voices": {"run": ["python3", "voices.py"], "limits": {"month": 2},
                   "price": {"currency": "USD", "perRequest": 0.25}}
      }}}
      """,
      to: "pipeline.json"
    )
    try place.write(
      """
      import json, os, sys
      for line in sys.stdin:
        request = json.loads(line)
        if request.get("ask") == "capabilities":
          answer = {"event": "capabilities", "contract": "1.0", "version": "1",
                    "tasks": ["text", "speech"]}
        elif request["task"] == "text":
          answer = {"event": "result", "id": request["id"], "text": {"answer": "hello", "more": 1}}
        else:
          open(os.path.join(request["folder"], "line.mp3"), "w").write("sound")
          answer = {"event": "result", "id": request["id"], "speech": {"file": "line.mp3"},
                    "cost": {"amount": 0.5, "currency": "USD"}}
        print(json.dumps(answer), flush=True)
      """,
      to: "voices.py"
    )
    try place.write("bytes", to: "pictures/red-poppy.jpg")
    try place.write(#"{"author": "A", "licence": "CC0-1.0"}"#, to: "pictures/red-poppy.jpg.json")
    try place.write("canary-of-clips", to: "pexels.key")
  }

  private func answer(
    _ words: String...
  ) throws -> (status: ChildProcess.ExitStatus, json: JSONValue) {
    let outcome = try BuiltProgram.cutroom(
      ["provider"] + words + ["--json"],
      in: place.path,
      environment: ["WRITER_KEY=canary-of-writer"]
    )
    #expect(!outcome.output.contains("canary"))
    #expect(!outcome.error.contains("canary"))
    return (outcome.status, try JSONReader.read(Array(outcome.output.utf8)))
  }

  @Test func `a list tells of each provider what it is and what is missing`() throws {
    let (status, json) = try answer("list")
    #expect(status == .exited(0))
    let all = json["providers"]?.array ?? []
    #expect(all.map { $0["name"]?.string } == ["archive", "broken", "clips", "voices", "writer"])
    let (archive, broken, clips, writer) = (all[0], all[1], all[2], all[4])
    #expect(archive["tasks"] == ["search", "fetch"])
    #expect(archive["local"] == true)
    #expect(archive["key"] == "none")
    #expect(archive["error"] == .null)
    #expect(broken["local"] == .null)
    #expect(broken["error"]?["code"] == "provider-not-found")
    #expect(clips["uses"] == "pexels")
    #expect(clips["key"] == "missing")
    #expect(clips["limits"] == ["hour": 200, "month": 20_000])
    #expect(clips["error"]?["hint"]?.string?.contains("chmod 600 pexels.key") == true)
    #expect(writer["tasks"] == ["text", "speech"])
    #expect(writer["key"] == "found")
    #expect(writer["paid"] == true)
    #expect(writer["limits"] == ["minute": 9])
    let outcome = try BuiltProgram.cutroom(["provider", "list"], in: place.path)
    #expect(outcome.output.contains("chmod 600 pexels.key"))
    #expect(!outcome.output.contains("canary"))
  }

  @Test func `a check asks what costs nothing, and tells what a fault needs`() throws {
    let good = try answer("check", "archive", "--query", "a red poppy")
    #expect(good.status == .exited(0))
    #expect(good.json["ok"] == true)
    let steps = good.json["steps"]?.array ?? []
    #expect(steps.map { $0["step"]?.string } == ["key", "start", "search", "fetch"])
    #expect(steps.map { $0["state"]?.string } == ["ok", "ok", "ok", "ok"])
    #expect(steps.last?["detail"] == "5 bytes")

    let paid = try answer("check", "writer")
    #expect(paid.status == .exited(0))
    let skipped = (paid.json["steps"]?.array ?? []).filter { $0["state"] == "skipped" }
    #expect(skipped.map { $0["step"]?.string } == ["text", "speech"])
    #expect(skipped.first?["cure"]?.string?.contains("--paid") == true)

    let open = try answer("check", "clips")
    #expect(open.status == .exited(1))
    let failed = (open.json["steps"]?.array ?? []).last
    #expect(failed?["step"] == "key")
    #expect(failed?["cure"]?.string?.contains("chmod 600") == true)

    #expect(try answer("check", "broken").status == .exited(1))
    let unknown = try answer("check", "nobody")
    #expect(unknown.status == .exited(2))
    #expect(unknown.json["error"]?["code"] == "unknown-provider")
  }

  @Test func `what a check asks for counts, and is in the ledger where it costs`() throws {
    let first = try answer("check", "voices", "--paid")
    #expect(first.status == .exited(1))
    let steps = first.json["steps"]?.array ?? []
    #expect(steps.map { $0["state"]?.string } == ["ok", "ok", "failed", "ok"])
    // The schema that was sent allows nothing more.
    #expect(steps[2]["detail"]?.string?.contains("/more") == true)
    let limits = try JSONReader.read(
      Array(try BuiltProgram.cutroom(["limits", "--json"], in: place.path).output.utf8)
    )
    let voices = limits["providers"]?.array?.first { $0["provider"] == "voices" }
    #expect(voices?["requests"] == 2)
    #expect(voices?["unanswered"] == 0)
    #expect(voices?["cost"]?.array?.first?["micros"] == 750_000)
    #expect(voices?["limits"]?.array?.first?["left"] == 0)
    let second = try answer("check", "voices", "--paid")
    #expect(
      second.json["steps"]?.array?.map { $0["state"]?.string }
        == ["ok", "ok", "failed", "failed"]
    )
    #expect(second.json["steps"]?.array?.last?["detail"]?.string?.contains("per month") == true)
    let after = try BuiltProgram.cutroom(["limits"], in: place.path)
    #expect(!after.output.contains("asked to wait"))
  }

  @Test(.enabled(if: SchemaTests.hasValidator, "not run: python3 has no jsonschema"))
  func `the documented transcript fits the schemas`() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let script = """
      import json, subprocess, sys
      from jsonschema import Draft202012Validator
      cutroom, root = sys.argv[1:]
      def validator(kind):
        schema = json.loads(subprocess.check_output([cutroom, "schema", kind]))
        Draft202012Validator.check_schema(schema)
        return Draft202012Validator(schema)
      ways = {">": validator("provider-request"), "<": validator("provider-answer")}
      lines = [l for l in open(root + "/docs/providers.md") if l[:3] in ("> {", "< {")]
      for line in lines:
        for fault in ways[line[0]].iter_errors(json.loads(line[2:])):
          print(line, fault.message)
        if line[0] == ">":
          assert list(ways["<"].iter_errors(json.loads(line[2:])))
      print(len(lines), "lines")
      """
    let outcome = try BuiltProgram.run(
      "/usr/bin/env",
      ["python3", "-c", script, "\(BuiltProgram.folder)/cutroom", root],
      in: "/",
      environment: ["PATH=\(ThisProcess.environment("PATH") ?? "/usr/bin")"]
    )
    #expect(outcome.error == "")
    #expect(outcome.output == "8 lines\n")
  }
}
