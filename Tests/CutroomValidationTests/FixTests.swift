import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import MediaFixtures
import Testing

@Suite struct FixTests {
  @Test func `what has kept bytes comes back, and what stood there is kept`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    for name in ["topics/refined.json", "topics/selected.json", "scripts/dunes.json"] {
      try project.record([name], stage: "kept", item: name)
      try project.keepObject(name)
    }
    let selected = try project.bytes("topics/selected.json")
    let value = try JSONReader.read(selected)
    try project.put("topics/selected.json", JSONWriter.canonical(value))
    try project.put("scripts/dunes.json", text: "{")
    try project.remove("topics/refined.json")
    let result = try project.examine()
    #expect(
      Set(result.fixes.map(\.fix)) == [
        .rewrite(try project.path("topics/selected.json")),
        .bringBack(try project.path("scripts/dunes.json")),
        .bringBack(try project.path("topics/refined.json")),
      ]
    )
    let outcomes = try project.fix(result)
    let copies = try project.project.tree.folder("scripts")?.names().filter {
      $0.contains(".corrupt-")
    }
    let copy = try #require(copies?.first)
    #expect(
      Set(outcomes) == [
        .done(kept: "topics/selected.json.backup.1"), .done(kept: "scripts/\(copy)"),
        .done(kept: nil),
      ]
    )
    #expect(try project.check().findings.map(\.rule) == ["corrupt-copy"])
    #expect(try project.bytes("topics/selected.json") == selected)
    #expect(try project.bytes("topics/selected.json.backup.1") == JSONWriter.canonical(value))
  }

  @Test func `an edit saved since the check is not undone`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    let name = "topics/selected.json"
    try project.record([name], stage: "select")
    try project.keepObject(name)
    let value = try JSONReader.read(try project.bytes(name))
    try project.put(name, JSONWriter.canonical(value))
    let result = try project.examine()
    #expect(result.fixes.map(\.fix) == [.rewrite(try project.path(name))])
    try project.change(name) { $0["mode"] = "ask" }
    let edited = try project.bytes(name)
    #expect(try project.fix(result) == [.overtaken])
    #expect(try project.bytes(name) == edited)
  }

  @Test func `what was mended already is told to be`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.record(["topics/refined.json"], stage: "refine")
    try project.keepObject("topics/refined.json")
    let whole = try project.bytes("topics/refined.json")
    try project.put("topics/refined.json", text: "{")
    let result = try project.examine()
    try project.put("topics/refined.json", whole)
    #expect(try project.fix(result) == [.overtaken])
  }

  @Test func `a version without the edit that counted last is told to be one`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    let path = try project.path("topics/selected.json")
    try project.record([path.description], stage: "select")
    try project.keepObject(path.description)
    try project.change(path.description) { $0["mode"] = "ask" }
    let edit = try project.bytes(path.description)
    try project.write { session in
      _ = try session.restoreRecorded(path)
      let backup = try #require(try project.project.backups(of: path, recorded: [path]).first)
      _ = try session.restore(backup)
    }
    try #require(try project.bytes(path.description) == edit)
    for name in [
      ".cutroom/objects/\(Digest(sha256: edit))", "\(path).backup.1", "\(path).backup.2",
    ] {
      try project.remove(name)
    }
    try project.put(path.description, text: "{")
    guard case .done(.some, withoutEdit: true)? = try project.fix(project.examine()).first else {
      Issue.record("it is said to be whole")
      return
    }
  }

  @Test func `a sidecar whose file is not there yet is left alone`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    let stray = "assets/images/\(Digest.zero).metadata.json"
    let images = try requireFiles(project, "assets/images").filter(\.isJSON)
    try project.put(stray, project.bytes(try #require(images.first).description))
    try project.change(stray) { $0["file"] = .string("assets/images/\(Digest.zero).jpg") }
    let result = try project.examine()
    #expect(result.findings.map(\.rule) == ["media-missing"])
    #expect(result.fixes == [])
  }

  @Test func `nothing is fixed that nobody can be sure of`() async throws {
    let small = try await SmallProject(clip: .faststartHalf)
    let project = try ProjectOnDisk(small)
    try project.put("scripts/tags.json", text: "{")
    try project.remove("assets/music/breeze.mp3")
    let result = try project.examine()
    #expect(
      Set(result.findings.map(\.rule)).isSuperset(of: ["document-malformed", "media-missing"])
    )
    #expect(result.fixes == [])
  }

  @Test func `what nothing has the bytes of is told, not made up`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.put("assets/proxies/small.bin", text: "small")
    try project.record(["assets/proxies/small.bin"], stage: "proxies")
    try project.remove("assets/proxies/small.bin")
    let result = try project.examine()
    let ledger = try ProjectLedger.load(project.project)
    #expect(result.fixes.map { $0.fix.isPossible(ledger, project.project) } == [false])
    #expect(try project.fix(result) == [.lost])
  }

  @Test func `damaged records of the store's own are mended`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.put(".cutroom/objects/\(Digest.zero)", text: "not zero")
    let result = try project.examine()
    #expect(result.fixes.map(\.fix) == [.mendControl])
    guard case .done(kept: .some(let kept), withoutEdit: false)? = try project.fix(result).first
    else {
      Issue.record("it was not mended")
      return
    }
    let copy = try #require(try project.check().findings.first { $0.rule == "corrupt-copy" })
    #expect(copy.path == kept)
    #expect(copy.message == "8 bytes of a kept copy that were not what its name promises")
  }
}

extension ProjectOnDisk {
  /// Carries out what a check proposes.
  fileprivate func fix(_ result: GateResult) throws -> [FixOutcome] {
    try write { session in try result.fixes.map { try Fixer(session).apply($0.fix) } }
  }

  /// Works on the project as its one writer.
  fileprivate func write<Result>(_ body: (ProjectSession) throws -> Result) throws -> Result {
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    let result = try body(session)
    try session.close()
    return result
  }

  /// Keeps a copy of a document as a commit does.
  fileprivate func keepObject(_ name: String) throws {
    let bytes = try bytes(name)
    try put(".cutroom/objects/\(Digest(sha256: bytes))", bytes)
  }
}
