import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import Glibc

/// Every single damage of a document: each bit flipped, each truncation, each block of zeros, another
/// document in its place.
///
/// Each must be found. What cannot be read comes back byte for byte, the bad bytes kept; what can be
/// read is known to be other than recorded, and `restoreRecorded` brings the recorded bytes, the
/// damaged ones becoming the newest backup. Every `gateEvery`th case goes through the gate too, which
/// must name the file.
struct Flips {
  private let document: Damaged
  private let gateEvery: Int
  private(set) var cases = 0
  private(set) var failures = 0
  private(set) var gated = 0
  private var unreadable = 0
  private var modified = 0
  private var rewritten = 0
  private var newer = 0

  private init(_ document: Damaged, gateEvery: Int) {
    self.document = document
    self.gateEvery = gateEvery
  }

  /// Prints a line for each kind; the exit code is 1 where a case failed.
  static func run(_ words: [String]) throws -> Int32 {
    let isWhole = words.contains("--none")
    var words = words.filter { $0 != "--none" }
    var every = 64
    if let option = words.firstIndex(of: "--gate-every"), option + 1 < words.count {
      every = Int(words[option + 1]) ?? every
      words.removeSubrange(option...(option + 1))
    }
    var failures = 0
    for word in words {
      guard let kind = DocumentKind(rawValue: word) else { throw StoreFaults.Misuse() }
      let folder = "/dev/shm/cutroom-flips-\(RandomName.hex(8))"
      defer { try? Folder.open("/dev/shm").removeTree(String(folder.dropFirst(9))) }
      var flips = Flips(try Damaged(kind, in: folder), gateEvery: max(1, every))
      if isWhole {
        try flips.judge(flips.document.whole, "no damage")
      } else {
        try flips.damageEverything()
      }
      try flips.document.session.close()
      print(
        "\(word) cases=\(flips.cases) failures=\(flips.failures) gated=\(flips.gated)"
          + " unreadable=\(flips.unreadable) modified=\(flips.modified)"
          + " rewritten=\(flips.rewritten) newer=\(flips.newer)"
      )
      failures += flips.failures
    }
    return failures == 0 ? 0 : 1
  }

  private mutating func damageEverything() throws {
    let whole = document.whole
    for bit in 0..<(whole.count * 8) {
      var bytes = whole
      bytes[bit / 8] ^= 1 << (bit % 8)
      try judge(bytes, "bit \(bit)")
    }
    for length in 0..<whole.count { try judge(Array(whole[..<length]), "cut to \(length)") }
    for start in stride(from: 0, to: whole.count, by: 512) {
      var block = whole
      for index in start..<min(start + 512, whole.count) { block[index] = 0 }
      try judge(block, "zeros at \(start)")
      let tail = Array(repeating: UInt8(0), count: whole.count - start)
      try judge(Array(whole[..<start]) + tail, "zeros from \(start)")
    }
    for (name, bytes) in try others() { try judge(bytes, "\(name) in its place") }
  }

  /// Documents of every other kind, and of this kind with another value.
  private func others() throws -> [(String, [UInt8])] {
    let folder = try Folder.open("Tests/Samples/1.0")
    return try folder.names().map { ($0, try folder.openFile($0).readAll(limit: 1 << 20)) }
      .filter { $0.1 != document.whole }
  }

  private mutating func judge(_ bytes: [UInt8], _ what: String) throws {
    cases += 1
    do {
      try document.scene.put(bytes, at: document.path)
      if cases % gateEvery == 0 { try requireNamed() }
      try requireRepair(of: bytes)
      let now = try document.scene.bytes(document.path)
      guard now == document.whole else { throw Broken("the recorded bytes did not come back") }
    } catch {
      failures += 1
      if failures <= 20 { print("FAILED \(document.path): \(what): \(error)") }
      try document.scene.put(document.whole, at: document.path)
    }
    try cleanUp()
  }

  private mutating func requireRepair(of bytes: [UInt8]) throws {
    let session = document.session
    let look: FileLook
    do {
      look = try session.memo.read(document.path, in: document.scene.project.tree)
    } catch StoreError.newer {
      newer += 1
      return try requireUndo(of: bytes)
    }
    switch look {
    case .missing: throw Broken("it is missing")
    case .unreadable:
      unreadable += 1
      guard let restored = try session.restore(document.output), let kept = restored.kept else {
        throw Broken("it was not restored, or the bad bytes were not kept")
      }
      guard try document.scene.bytes(Scene.path(kept)) == bytes else {
        throw Broken("\(kept) is not what stood there")
      }
    case .file(let content, let value):
      guard content != document.output.content else { throw Broken("nothing was noticed") }
      if value == document.output.value { rewritten += 1 } else { modified += 1 }
      try requireUndo(of: bytes)
    }
  }

  /// `restoreRecorded` brings the bytes back; what stood there is the newest backup, or set aside.
  private func requireUndo(of bytes: [UInt8]) throws {
    guard try document.session.restoreRecorded(document.path) else {
      throw Broken("nothing was restored")
    }
    let path = document.path
    let folder = try document.scene.project.tree.makeFolder(path.folder)
    let kept = try folder.names().filter {
      $0 == FileWriter.backup(path.name, 1) || $0.hasPrefix("\(path.name).corrupt-")
    }
    let isKept = try kept.contains {
      try folder.openFile($0).readAll(limit: 1 << 20) == bytes
    }
    guard isKept else { throw Broken("what stood there was not kept") }
  }

  /// The gate has an error or a warning at the path.
  private mutating func requireNamed() throws {
    gated += 1
    let project = document.scene.project
    let gate = Gate(project: project, ledger: try ProjectLedger.load(project), media: nil)
    let findings = try gate.check().findings
    let path = document.path.description
    let rules = [
      "document-modified", "document-rewritten", "document-malformed",
      "document-invalid", "schema-newer", "file-unreadable",
    ]
    guard findings.contains(where: { $0.path == path && rules.contains($0.rule) }) else {
      throw Broken("the gate does not name it: \(findings.map { "\($0.rule) \($0.path)" })")
    }
  }

  private func cleanUp() throws {
    let path = document.path
    let folder = try document.scene.project.tree.makeFolder(path.folder)
    for name in try folder.names() where name.hasPrefix("\(path.name).") {
      try folder.remove(name)
    }
  }
}
