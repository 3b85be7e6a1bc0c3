import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import Testing

/// A provider whose answers repeat its key.
@Suite struct DeskSecretsTests {
  private static let key = "canary-desk-key"
  let rig: DeskRig

  init() throws {
    rig = try DeskRig()
    let file = try rig.workspace.tree.root.createFile("voices.key", mode: 0o600)
    try file.writeAll(Array(Self.key.utf8))
    rig.settings.key = .file("voices.key")
  }

  private func search(_ query: String) throws -> [Candidate] {
    let job = SearchJob(
      query: query,
      kinds: [.image],
      limit: 3,
      width: 1920,
      height: 1080,
      language: "en"
    )
    return try rig.run { try $0.search(job, $1) }
  }

  /// The files below a folder that hold the key.
  private func holders(_ folder: Folder) throws -> [String] {
    try folder.entries().flatMap { entry in
      if entry.kind == .directory { return try holders(folder.folder(entry.name)) }
      let bytes = try folder.openFile(entry.name).readAll(limit: 1 << 20)
      return String(decoding: bytes, as: UTF8.self).contains(Self.key) ? [entry.name] : []
    }
  }

  @Test func aTextThatRepeatsTheKeyIsKeptWithoutIt() throws {
    for _ in 0..<2 {
      #expect(try rig.run { try rig.write("leak", $0, $1) } == ["line": "made with ***"])
    }
    #expect(try rig.asked == ["leak"])
    #expect(try holders(rig.workspace.tree.root) == ["voices.key"])
  }

  @Test func aHitThatOnlyTheKeyLeadsToIsLeftOut() throws {
    for _ in 0..<2 {
      let found = try search("leak")
      #expect(found.map(\.asset) == ["1"])
      #expect(found.first?.rights.title == "found with ***")
    }
    let fault = try #require(throws: ProviderFault.self) { try search("leak all") }
    #expect(fault.code == .badAnswer && fault.message.contains("have a key in their address"))
    #expect(try rig.asked == ["leak", "leak all"])
    #expect(try holders(rig.workspace.tree.root) == ["voices.key"])
  }
}
