import BuiltPrograms
import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStages
import CutroomStore
import CutroomSystem
import CutroomWorkers
import Glibc
import Testing

/// A workspace in a fresh folder, and stages done in it one item after another.
final class StageRig: Sendable {
  let workspace: Workspace
  let project: Project
  let catalog: StageCatalog
  private let records = Locked<[ItemKey: ItemRecord]>([:])
  private let choices = Locked<[String: ProjectState.Choice]>([:])

  init() throws {
    var template = Array("/tmp/cutroom-stages-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError.last("mkdtemp") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    workspace = try Workspace.create(path, pipeline: ["stages": []])
    let id = try #require(ProjectID("rig"))
    project = try workspace.createProject(id: id, title: "Rig")
    catalog = StageCatalog(
      media: MediaWorkers(atOnce: 2, folder: builtPrograms),
      net: NetWorkers(atOnce: 2, folder: builtPrograms),
      providers: ProviderDesk()
    )
  }

  deinit {
    let path = workspace.path
    guard let slash = path.lastIndex(of: "/"), let parent = try? Folder.open("/tmp") else { return }
    try? parent.removeTree(String(path[path.index(after: slash)...]))
  }

  static let tiny: JSONValue = [
    "video": ["width": 320, "height": 180, "fps": ["num": 25, "den": 1]]
  ]

  /// What a stage did.
  struct Outcome {
    var ran: [String] = []
    var fresh: [String] = []
    var gates: [String: String] = [:]
    var decisions: [Decision] = []
  }

  /// Does every item of a stage that is not fresh.
  @discardableResult
  func run(
    _ stage: BuiltinStage,
    _ with: JSONValue = [:],
    settings: JSONValue = StageRig.tiny
  ) throws -> Outcome {
    var outcome = Outcome()
    for step in stage.steps {
      let scope = try scope(stage, with, settings)
      for item in try step.items(scope) {
        if let gate = item.gate {
          outcome.gates[item.id] = gate
        } else if try isFresh(item, step, scope) {
          outcome.fresh.append(item.id)
        } else {
          outcome.decisions += try perform(item, step, scope)
          outcome.ran.append(item.id)
        }
      }
    }
    return outcome
  }

  /// The items that a stage would do now; steps that wait for others are passed over.
  func stale(
    _ stage: BuiltinStage,
    _ with: JSONValue = [:],
    settings: JSONValue = StageRig.tiny
  ) throws -> [String] {
    var stale: [String] = []
    for step in stage.steps {
      let scope = try scope(stage, with, settings)
      for item in try step.items(scope) where try !isFresh(item, step, scope) {
        stale.append(item.id)
      }
    }
    return stale
  }

  func choose(_ topics: [String], offered: Digest, in stage: String = "select") {
    var state = ProjectState()
    state.apply(.chosen(stage: stage, topics: topics, offered: offered, at: 0))
    let choice = state.choices[stage]
    choices.withLock { $0[stage] = choice }
  }

  // MARK: - Files

  func write(_ path: String, _ text: String) throws { try write(path, Array(text.utf8)) }

  /// Writes a file of the workspace.
  func write(_ path: String, _ bytes: [UInt8]) throws {
    let path = try at(path)
    let folder = try workspace.tree.makeFolder(path.folder)
    try folder.remove(path.name)
    try folder.createFile(path.name, mode: 0o666).writeAll(bytes)
  }

  /// Writes a document of the project as a person would.
  func save<D: Document>(_ document: D, to path: String) throws {
    let value = try DocumentCoding.value(document, createdAt: Instant(microseconds: 0))
    try write("public/projects/rig/\(path)", DocumentCoding.bytes(value))
  }

  func document<D: Document>(_ type: D.Type, _ path: String) throws -> D {
    try #require(try project.document(type, at: at(path)))
  }

  func bytes(_ path: String) throws -> [UInt8] {
    try #require(try project.tree.read(at(path), limit: 1 << 30))
  }

  func facts(_ path: String) throws -> FileFacts? {
    try project.tree.facts(at(path))
  }

  private func at(_ path: String) throws -> ProjectPath { try #require(ProjectPath(path)) }

  // MARK: - Items

  /// What a stage sees.
  func scope(
    of stage: String,
    _ with: JSONValue = [:],
    settings: JSONValue = StageRig.tiny
  ) throws -> StageScope {
    try scope(try #require(catalog[stage]), with, settings)
  }

  private func scope(
    _ stage: BuiltinStage,
    _ with: JSONValue,
    _ settings: JSONValue
  ) throws -> StageScope {
    let pipeline = try PipelineReader.read([
      "settings": settings,
      "stages": [["id": .string(stage.name), "uses": .string(stage.name), "with": with]],
    ])
    // Refuses what the stage's parameters cannot be.
    _ = try StageGraph(pipeline, builtins: [stage.name: stage])
    let choice = choices.withLock { $0[stage.name] }
    return StageScope(
      project: project,
      stage: pipeline.stages[0],
      settings: pipeline.settings,
      looks: FileLooks(
        projectTree: project.tree,
        projectMemo: FileMemo(clock: .real),
        workspaceTree: workspace.tree,
        workspaceMemo: FileMemo(clock: .real)
      ),
      recordedItem: { [records] key in records.withLock { $0[key] } },
      choices: { _ in choice }
    )
  }

  private func isFresh(_ item: ItemSpec, _ step: any StageStep, _ scope: StageScope) throws -> Bool
  {
    let record = records.withLock { $0[ItemKey(stage: scope.stage.id, item: item.id)] }
    guard let record else { return false }
    let isThere = try record.outputs.allSatisfy { try project.tree.facts($0.path) != nil }
    let now = try fingerprint(item.inputs, step, scope)
    return isThere && record.fingerprint == now
  }

  private func perform(
    _ item: ItemSpec,
    _ step: any StageStep,
    _ scope: StageScope
  ) throws -> [Decision] {
    let name = "attempt-\(RandomName.hex(8))"
    let attempt = try workspace.tree.root.makeFolder(name)
    defer { try? workspace.tree.root.removeTree(name) }
    let bench = Workbench(
      scope: scope,
      key: ItemKey(stage: scope.stage.id, item: item.id),
      fingerprint: .zero,
      attempt: attempt,
      cancellation: try Cancellation(),
      killSwitch: try Cancellation(),
      environment: ["PATH=/usr/bin:/bin"],
      report: { _ in },
      write: { _ in }
    )
    let result = try step.run(item, bench)
    for output in result.outputs {
      let folder = try project.tree.makeFolder(output.folder)
      try attempt.folder(output.folder).rename(output.name, to: output.name, in: folder)
    }
    let key = ItemKey(stage: scope.stage.id, item: item.id)
    let record = ItemRecord(
      key: key,
      fingerprint: try fingerprint(result.inputs ?? item.inputs, step, scope),
      outputs: result.outputs.map { OutputRecord(path: $0, content: .zero, value: nil, size: 0) },
      run: "rig",
      at: 0,
      milliseconds: 0
    )
    records.withLock { $0[key] = record }
    return result.decisions
  }

  private func fingerprint(
    _ inputs: [ItemInput],
    _ step: any StageStep,
    _ scope: StageScope
  ) throws -> Fingerprint {
    var parts: [Fingerprint.Part] = []
    for (name, value) in scope.stage.with.object ?? [:] {
      if let known = step.parameters, !known.contains(name) { continue }
      parts.append(.init(name: "with.\(name)", digest: DocumentCoding.digest(ofCanonical: value)))
    }
    parts.sort { $0.name < $1.name }
    for name in step.settings {
      let value = scope.settings.raw[name] ?? .null
      parts.append(.init(name: name, digest: DocumentCoding.digest(ofCanonical: value)))
    }
    for input in inputs { parts.append(try part(input, scope)) }
    return Fingerprint(parts: parts)
  }

  private func part(_ input: ItemInput, _ scope: StageScope) throws -> Fingerprint.Part {
    switch input {
    case .file(let path):
      .init(name: "\(path)", digest: try scope.look(path).digest ?? .zero)
    case .workspaceFile(let path):
      .init(name: "workspace:\(path)", digest: try scope.lookInWorkspace(path).digest ?? .zero)
    case .value(let name, let value, _):
      .init(name: name, digest: value.map { DocumentCoding.digest(ofCanonical: $0) } ?? .zero)
    }
  }
}
