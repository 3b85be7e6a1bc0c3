import CutroomModel
import CutroomSystem
import Glibc
import Testing

@Suite struct ProbeTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    try write(wave(samples: 8000), to: "one.wav")
    try write(wave(samples: 4000), to: "half.wav")
    try place.write("<!doctype html><title>Not found</title>", to: "page.mp3")
  }

  /// Sound of 8000 samples a second, 16 bits, one channel.
  func wave(samples: Int) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    let length = samples * 2
    let format = little(1, 2) + little(1, 2) + little(8000, 4) + little(16000, 4)
    return Array("RIFF".utf8) + little(36 + length, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
      + format + little(2, 2) + little(16, 2) + Array("data".utf8) + little(length, 4)
      + (0..<samples).flatMap { little(($0 % 40 - 20) * 500, 2) }
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { "/" + path[..<$0] } ?? ""
    let folder = try Folder.open(place.path + parent)
    let name = String(path[(slash.map { path.index(after: $0) } ?? path.startIndex)...])
    try folder.remove(name)
    try folder.createFile(name, mode: 0o644).writeAll(bytes)
    // A file that was touched a moment ago is not trusted by its times, so it is not cached.
    var times = [
      timeval(tv_sec: 1_700_000_000, tv_usec: 0), timeval(tv_sec: 1_700_000_000, tv_usec: 0),
    ]
    utimes("\(place.path)/\(path)", &times)
  }

  func probe(_ arguments: String...) throws -> (code: CInt, files: [JSONValue]) {
    let outcome = try BuiltProgram.cutroom(["probe", "--json"] + arguments, in: place.path)
    guard case .exited(let code) = outcome.status else { return (-1, []) }
    let answer = try JSONReader.read(Array(outcome.output.utf8))
    return (code, answer["files"]?.array ?? [])
  }

  func cached() throws -> [String] { try Folder.open("\(place.path)/cache/probe").names() }

  /// Waits until the files' change times are old enough to be trusted.
  func settle() throws {
    let path = "\(place.path)/page.mp3"
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
    try write(wave(samples: 2000), to: "half.wav")
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

  // MARK: - Folders and patterns

  /// A folder with media in it and below, beside files that are none.
  func fillFolder() throws {
    let folder = try Folder.open(place.path)
    for name in ["clips/b/deep", "clips/.hidden", "clips/empty"] { _ = try folder.makeFolder(name) }
    for name in ["clips/z.WAV", "clips/a.wav", "clips/b/deep/c.wav", "clips/.hidden/no.wav"] {
      try write(wave(samples: 800), to: name)
    }
    try place.write("notes", to: "clips/notes.txt")
    try #require(symlink("../one.wav", "\(place.path)/clips/link.wav") == 0)
    try #require(symlink("..", "\(place.path)/clips/up") == 0)
  }

  func paths(_ arguments: String...) throws -> [String] {
    let outcome = try BuiltProgram.cutroom(
      ["probe", "--no-cache", "--jsonl"] + arguments,
      in: place.path
    )
    return try outcome.output.split(separator: "\n").map { line in
      let answer = try JSONReader.read(Array(line.utf8))
      let code = answer["error"]?["code"]?.string.map { ": \($0)" } ?? ""
      return (answer["path"]?.string ?? "") + code
    }
  }

  @Test func `a folder is its media files, by their names, in it and below`() throws {
    try fillFolder()
    let found = ["clips/a.wav", "clips/b/deep/c.wav", "clips/link.wav", "clips/z.WAV"]
    #expect(try paths("clips") == found)
    #expect(try paths("clips/", "half.wav") == found + ["half.wav"])
    #expect(try paths("\(place.path)/clips") == found.map { "\(place.path)/\($0)" })
  }

  @Test func `a pattern that the shell left alone is the files that match`() throws {
    try fillFolder()
    #expect(try paths("clips/*.wav") == ["clips/a.wav", "clips/link.wav"])
    #expect(try paths("*/**/[a-d].wav") == ["clips/a.wav", "clips/b/deep/c.wav"])
    #expect(try paths("\(place.path)/h*.wav") == ["\(place.path)/half.wav"])
    #expect(try paths("./one.wa?") == ["./one.wav"])
  }

  @Test func `a file whose name looks like a pattern is that file`() throws {
    try write(wave(samples: 800), to: "take [1].wav")
    #expect(try paths("take [1].wav") == ["take [1].wav"])
  }

  @Test func `an argument that stands for nothing is told`() throws {
    try fillFolder()
    #expect(
      try paths("clips/empty", "*.mov", "gone/*.wav") == [
        "clips/empty: no-media-file", "*.mov: no-match", "gone/*.wav: no-match",
      ]
    )
    #expect(try BuiltProgram.cutroom(["probe", "*.mov"], in: place.path).status == .exited(1))
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
