import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

extension KeptProject {
  /// A finished item `stage/<name>` with files laid out in a fresh attempt folder.
  func finished(
    _ name: String,
    _ files: [String: String],
    input: String = "1",
    attempt: String = "r1-\(RandomName.hex(8))"
  ) throws -> FinishedItem {
    let folder = try project.control("attempts").makeFolder(attempt)
    for (path, text) in files {
      let place = try #require(ProjectPath(path))
      let file = try folder.makeFolder(place.folder).createFile(place.name, mode: 0o644)
      try file.writeAll(Array(text.utf8))
    }
    return FinishedItem(
      key: ItemKey(stage: "stage", item: name),
      fingerprint: fingerprint(input),
      outputs: try files.keys.sorted().map { try #require(ProjectPath($0)) },
      decisions: [],
      run: "r1",
      attempt: attempt,
      milliseconds: 5
    )
  }

  /// Makes and commits an item, as a run does.
  @discardableResult
  func commit(
    _ name: String,
    _ files: [String: String],
    input: String = "1",
    in session: ProjectSession
  ) throws -> ItemRecord {
    let finished = try finished(name, files, input: input)
    let item = try session.commit(finished, attempt: attempt(finished))
    try project.control("attempts").removeTree(finished.attempt)
    return item
  }

  /// The beginning of a commit, up to the record from which recovery goes on.
  @discardableResult
  func produce(_ finished: FinishedItem, in session: ProjectSession) throws -> ItemRecord {
    try session.produce(finished, from: Tree(attempt(finished)))
  }

  /// A session opened, used, closed in peace and let go of, lock and all.
  func work(_ body: (ProjectSession) throws -> Void) throws {
    let session = try session()
    try body(session)
    try session.close()
  }

  func attempt(_ finished: FinishedItem) throws -> Folder {
    try project.control("attempts").folder(finished.attempt)
  }

  func fingerprint(_ input: String) -> Fingerprint {
    Fingerprint(parts: [
      .init(name: "in", digest: Digest(sha256: Array(input.utf8)), preview: input)
    ])
  }

  func state() throws -> ProjectState { try ProjectLedger.load(project).state }

  /// The next command after a death: what it reports, and its session closed in peace.
  func recover() throws -> RecoveryReport {
    let (session, report) = try ProjectSession.open(project, command: "next", patience: .none)
    try session.close()
    return report
  }

  /// Every name of this store's own that must not outlive a recovery.
  func leftovers() throws -> [String] {
    try project.control("attempts").names()
      + tree(under: project.tree.root).filter { $0.contains(FileWriter.temporaryPrefix) }
  }

  private func tree(under folder: Folder) throws -> [String] {
    try folder.entries().flatMap { entry -> [String] in
      guard entry.kind == .directory else { return [entry.name] }
      return [entry.name] + (try tree(under: folder.folder(entry.name)))
    }
  }
}
