import CutroomModel
import CutroomSystem
import Glibc
import Testing

@Suite struct ProbeTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    try place.writeSettled(wave(samples: 8000), to: "one.wav")
    try place.writeSettled(wave(samples: 4000), to: "half.wav")
    try place.write("<!doctype html><title>Not found</title>", to: "page.mp3")
  }

  func probe(_ arguments: String...) throws -> (code: CInt, files: [JSONValue]) {
    let outcome = try BuiltProgram.cutroom(["probe", "--json"] + arguments, in: place.path)
    guard case .exited(let code) = outcome.status else { return (-1, []) }
    let answer = try JSONReader.read(Array(outcome.output.utf8))
    return (code, answer["files"]?.array ?? [])
  }

  func cached() throws -> [String] { try Folder.open("\(place.path)/cache/probe").names() }

  /// Waits until the files' change times are old enough to be trusted.
  func settle(_ last: String = "page.mp3") throws {
    let path = "\(place.path)/\(last)"
    while true {
      let file = try Descriptor.openForReading(path)
      let facts = try FileFacts(descriptor: file.raw)
      let age = SystemClock.real.now() * 1000 - facts.changed
      if age > 100_000_000 { return }
      _ = try Waiting.poll([], milliseconds: (100_000_000 - age) / 1_000_000 + 1)
    }
  }

  @Test func `answers stand in the order of the arguments, and a file without one makes it 1`()
    throws
  {
    let (code, files) = try probe("page.mp3", "half.wav", "nowhere.mp4", "one.wav", "half.wav")
    #expect(code == 1)
    #expect(
      files.map { $0["path"]?.string } == [
        "page.mp3", "half.wav", "nowhere.mp4", "one.wav", "half.wav",
      ]
    )
    #expect(
      files.map { $0["cutroom"]?["durationUs"]?.integer } == [
        nil, 500_000, nil, 1_000_000, 500_000,
      ]
    )
    #expect(files[0]["error"]?["code"] == "html-page")
    #expect(files[2]["error"]?["code"] == "unreadable")
  }

  @Test func `a cached answer is the same, and a changed file gets a new one`() throws {
    try settle()
    let first = try probe("one.wav", "half.wav")
    #expect(first.code == 0)
    #expect(try cached().count == 2)
    #expect(try probe("one.wav", "half.wav") == first)
    try place.writeSettled(wave(samples: 2000), to: "half.wav")
    let again = try probe("one.wav", "half.wav")
    #expect(again.files.last?["cutroom"]?["durationUs"] == 250_000)
    #expect(again.files.first == first.files.first)
  }

  @Test func `a hash that the cache lacks is made`() throws {
    try settle()
    _ = try probe("one.wav")
    let hashed = try probe("--hash", "one.wav")
    let known = try probe("--hash", "one.wav")
    #expect(hashed.files.first?["cutroom"]?["sha256"]?.string?.count == 64)
    #expect(known == hashed)
  }

  @Test func `a damaged cache costs nothing but time`() throws {
    try settle()
    let first = try probe("one.wav")
    let folder = try Folder.open("\(place.path)/cache/probe")
    for name in try folder.names() {
      let bytes = try folder.openFile(name).readAll(limit: 1 << 20)
      try folder.remove(name)
      try folder.createFile(name, mode: 0o600).writeAll(Array(bytes.dropLast(9)))
    }
    #expect(try probe("one.wav") == first)
  }

  @Test func `without a cache nothing is written`() throws {
    try settle()
    #expect(try probe("--no-cache", "one.wav").code == 0)
    #expect(try Folder.open(place.path).folder("cache").facts("probe") == nil)
  }

  @Test func `a file that could not be decoded makes it 1, and is not cached`() throws {
    let large = HostileFile("large.png", Bombs.png(width: 16_000, height: 16_000, depth: 8))
    try place.writeSettled(large.bytes, to: large.name)
    try settle(large.name)
    let (code, files) = try probe("--deep", "one.wav", "large.png")
    #expect(code == 1)
    #expect(files.allSatisfy { $0["error"] == nil })
    let warnings = files.last?["cutroom"]?["warnings"]?.array ?? []
    #expect(warnings.contains { $0["code"] == "not-decoded" })
    #expect(try cached().count == 1)
    #expect(try probe("large.png").code == 0)
  }

  @Test func `lines come one for each file, in order`() throws {
    let outcome = try BuiltProgram.cutroom(
      ["probe", "--jsonl", "one.wav", "page.mp3", "half.wav"],
      in: place.path
    )
    let paths = try outcome.output.split(separator: "\n").map { line in
      try JSONReader.read(Array(line.utf8))["path"]
    }
    #expect(paths == ["one.wav", "page.mp3", "half.wav"])
    #expect(outcome.status == .exited(1))
  }

  // MARK: - Forms

  @Test func `the object that is written bit by bit is a document like any other`() throws {
    let arguments = ["probe", "--no-cache", "--json", "one.wav", "page.mp3"]
    let outcome = try BuiltProgram.cutroom(arguments, in: place.path)
    let value = try JSONReader.read(Array(outcome.output.utf8))
    #expect(value["version"] == "1.0")
    #expect(outcome.output == String(decoding: JSONWriter.document(value), as: UTF8.self))
  }

  @Test func `a table lines up although it is written row by row`() throws {
    let arguments = ["probe", "--no-cache", "one.wav", "page.mp3", "half.wav"]
    let outcome = try BuiltProgram.cutroom(arguments, in: place.path)
    #expect(
      outcome.output == """
        one.wav   audio           0:01.000                   pcm_s16le
        page.mp3  no answer                                  it is a web page, perhaps an error page \
        saved as media
        half.wav  audio           0:00.500                   pcm_s16le

        """
    )
  }

  @Test func `a deep probe tells what the sound is like`() throws {
    let (code, files) = try probe("--deep", "one.wav")
    #expect(code == 0)
    let facts = try #require(files.first?["cutroom"])
    #expect(facts["decodeErrors"] == 0)
    #expect(facts["sound"]?["clippedSamples"] == 0)
    #expect(facts["sound"]?["loudness"]?.double != nil)
  }

  @Test(.enabled(if: SchemaTests.hasValidator, "not run: python3 has no jsonschema"))
  func `answers fit the schema that is shipped`() throws {
    let script = """
      import json, subprocess, sys
      from jsonschema import Draft202012Validator
      cutroom, *files = sys.argv[1:]
      schema = json.loads(subprocess.check_output([cutroom, "schema", "probe"]))
      Draft202012Validator.check_schema(schema)
      answer = subprocess.run([cutroom, "probe", "--deep", "--json", *files], stdout=subprocess.PIPE)
      for fault in Draft202012Validator(schema).iter_errors(json.loads(answer.stdout)):
        print(fault.json_path, fault.message)
      """
    let outcome = try BuiltProgram.run(
      "/usr/bin/env",
      [
        "python3", "-c", script, "\(BuiltProgram.folder)/cutroom", "one.wav", "page.mp3",
        "nowhere.mp4",
      ],
      in: place.path,
      environment: ["PATH=\(ThisProcess.environment("PATH") ?? "/usr/bin")"]
    )
    #expect(outcome.error == "")
    #expect(outcome.output == "")
  }
}
