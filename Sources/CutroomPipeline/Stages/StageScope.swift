package import CutroomModel
package import CutroomStore

/// What a step may look at when it decides its items: the project and the workspace as they are.
package struct StageScope: Sendable {
  package let project: Project
  package let stage: StageDefinition
  package let settings: PipelineSettings
  private let looks: FileLooks
  private let recordedItem: @Sendable (ItemKey) -> ItemRecord?
  private let choices: @Sendable (String) -> ProjectState.Choice?

  package init(
    project: Project,
    stage: StageDefinition,
    settings: PipelineSettings,
    looks: FileLooks,
    recordedItem: @escaping @Sendable (ItemKey) -> ItemRecord?,
    choices: @escaping @Sendable (String) -> ProjectState.Choice?
  ) {
    self.project = project
    self.stage = stage
    self.settings = settings
    self.looks = looks
    self.recordedItem = recordedItem
    self.choices = choices
  }

  /// The document at `path`.
  ///
  /// Throws `StageWaits` where there is none yet.
  package func need<D: Document>(_ type: D.Type, at path: ProjectPath) throws -> D {
    guard let document = try document(type, at: path) else {
      throw StageWaits(for: path.description)
    }
    return document
  }

  /// The document at `path`; nil where there is none.
  package func document<D: Document>(_ type: D.Type, at path: ProjectPath) throws -> D? {
    looks.notes.read(path)
    return try project.document(type, at: path)
  }

  /// The JSON value at `path`; nil where there is none.
  package func json(_ path: ProjectPath) throws -> JSONValue? {
    looks.notes.read(path)
    return try project.json(path)
  }

  /// The result of an item of this stage that assembles nothing itself.
  package func result(_ item: String) throws -> JSONValue? {
    try json(StageScope.resultPath(stage: stage.id, item: item))
  }

  /// Where an item's result is kept for a later step of the same stage, or for another stage.
  package static func resultPath(stage: String, item: String) -> ProjectPath {
    ProjectPath(".cutroom/results/\(stage)/\(item).json") ?? .unnamed
  }

  /// What was committed last for an item of this stage.
  package func recorded(_ item: String) -> ItemRecord? {
    recordedItem(ItemKey(stage: stage.id, item: item))
  }

  /// What a person chose in this stage.
  package var choice: ProjectState.Choice? { choices(stage.id) }

  /// A parameter of the stage.
  package subscript(parameter: String) -> JSONValue? { stage.with[parameter] }

  /// The files of the workspace that match a pattern, in byte order.
  package func workspaceFiles(_ pattern: PathPattern) throws -> [ProjectPath] {
    let (files, folders) = try project.workspace.tree.listing(of: pattern)
    looks.notes.listedAround(folders)
    return files
  }

  /// The files of the project that match a pattern, in byte order.
  package func files(_ pattern: PathPattern) throws -> [ProjectPath] {
    let (files, folders) = try project.tree.listing(of: pattern)
    looks.notes.listed(folders)
    return files
  }

  /// What a file of the project holds, from memory where it is unchanged.
  package func look(_ path: ProjectPath) throws -> FileLook {
    looks.notes.read(path)
    return try looks.project(path)
  }

  /// What a file of the workspace holds, from memory where it is unchanged.
  package func lookInWorkspace(_ path: ProjectPath) throws -> FileLook {
    looks.notes.readAround(path)
    return try looks.workspace(path)
  }

  /// The bytes of a file of the workspace; nil where there is none.
  package func readInWorkspace(_ path: ProjectPath, limit: Int) throws -> [UInt8]? {
    looks.notes.readAround(path)
    return try project.workspace.tree.read(path, limit: limit)
  }
}

extension ProjectPath {
  // Only reached with a stage or item id that is no file name, which the grammar rules out.
  fileprivate static let unnamed: ProjectPath = {
    guard let path = ProjectPath("unnamed") else { preconditionFailure("a plain name is a path") }
    return path
  }()
}
