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
    #expect(try project.fix(result) == [.done, .done, .done])
    #expect(try project.check().findings.map(\.rule) == ["corrupt-copy"])
    #expect(try project.bytes("topics/selected.json") == selected)
    #expect(try project.bytes("topics/selected.json.backup.1") == JSONWriter.canonical(value))
  }

  @Test func `a sidecar without its file goes to the trash`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    let stray = "assets/images/\(Digest.zero).metadata.json"
    let images = try requireFiles(project, "assets/images").filter(\.isJSON)
    try project.put(stray, project.bytes(try #require(images.first).description))
    try project.change(stray) { $0["file"] = .string("assets/images/\(Digest.zero).jpg") }
    let result = try project.examine()
    #expect(result.findings.map(\.rule) == ["media-missing"])
    #expect(result.fixes.map(\.fix) == [.discard(try project.path(stray))])
    guard case .discarded(let name)? = try project.fix(result).first else {
      Issue.record("it was not discarded")
      return
    }
    #expect(try project.check().findings == [])
    let trash = try project.project.control("trash")
    #expect(try trash.names() == [name])
    #expect(name.hasSuffix(".metadata.json"))
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
    #expect(try project.fix(result) == [.notPossible])
  }

  @Test func `damaged records of the store's own are mended`() async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    try project.put(".cutroom/objects/\(Digest.zero)", text: "not zero")
    let result = try project.examine()
    #expect(result.fixes.map(\.fix) == [.mendControl])
    #expect(try project.fix(result) == [.done])
    #expect(try project.check().findings.map(\.rule).contains("corrupt-copy"))
  }
}

extension ProjectOnDisk {
  /// Carries out what a check proposes.
  fileprivate func fix(_ result: GateResult) throws -> [FixOutcome] {
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    let outcomes = try result.fixes.map { try Fixer(session).apply($0.fix) }
    try session.close()
    return outcomes
  }

  /// Keeps a copy of a document as a commit does.
  fileprivate func keepObject(_ name: String) throws {
    let bytes = try bytes(name)
    try put(".cutroom/objects/\(Digest(sha256: bytes))", bytes)
  }
}
