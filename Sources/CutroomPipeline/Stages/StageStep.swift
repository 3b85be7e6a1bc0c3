package import CutroomModel

/// A stage that cutroom brings along, as one or more steps that run one after another.
package struct BuiltinStage: Sendable {
  /// The name that `"uses"` gives.
  package let name: String
  package let steps: [any StageStep]
  /// What `with` may have.
  package let parameters: [Parameter]

  package init(name: String, parameters: [Parameter], steps: [any StageStep]) {
    self.name = name
    self.parameters = parameters
    self.steps = steps
  }
}

/// A part of a built-in stage: decides its items purely from what is on disk, and does one of them.
package protocol StageStep: Sendable {
  /// Raised by hand when the same inputs must give another result.
  var codeVersion: Int { get }
  /// What the step reads of other stages' work; makes the edges.
  var reads: [PathPattern] { get }
  /// What the step may write; two stages may not write the same.
  var writes: [PathPattern] { get }
  /// `"cpu"` or `"net"`.
  var pool: String { get }
  /// The members of `settings` that results depend on.
  var settings: [String] { get }
  /// The members of `with` that results depend on; nil: all.
  var parameters: [String]? { get }
  /// Whether another project with the same inputs may take a result out of the cache: not where it
  /// depends on the web of today, a person's choice, or what the project had before.
  var isShareable: Bool { get }

  /// The pool for a stage with this `with`, where that decides it.
  func pool(_ with: JSONValue) -> String

  /// The items there are now.
  ///
  /// Throws `StageWaits` where a document it needs is not there yet.
  func items(_ scope: StageScope) throws -> [ItemSpec]

  /// Does one item, writing only through `bench`.
  ///
  /// Throws `ItemFault` with a reason a person can act on.
  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult

  /// The providers that its items may ask, whatever items there are.
  func providers(_ scope: StageScope) -> [String]

  /// What an item will ask of a provider, as far as that is known beforehand; nil for nothing.
  func asks(_ item: ItemSpec, _ scope: StageScope) -> PlannedRequest?

  /// All outputs of an item as the project stands: those of its specification, and those that only
  /// its documents name.
  func outputs(of item: ItemSpec, _ scope: StageScope) throws -> [ProjectPath]

  /// What the item's documents must say of its files where these have other bytes than they tell.
  ///
  /// Throws `ItemFault` for a file that cannot be measured.
  func remeasured(_ item: ItemSpec, _ scope: StageScope) throws -> [DocumentChange]
}

/// Members of a document that get other values.
package struct DocumentChange: Sendable, Equatable {
  package var path: ProjectPath
  package var members: [String: JSONValue]

  package init(path: ProjectPath, members: [String: JSONValue]) {
    self.path = path
    self.members = members
  }
}

extension StageStep {
  package var codeVersion: Int { 1 }
  package var pool: String { "cpu" }
  package func pool(_ with: JSONValue) -> String { pool }
  package var settings: [String] { [] }
  package var parameters: [String]? { nil }
  package var isShareable: Bool { true }

  package func providers(_ scope: StageScope) -> [String] { [] }

  package func asks(_ item: ItemSpec, _ scope: StageScope) -> PlannedRequest? { nil }

  package func outputs(of item: ItemSpec, _ scope: StageScope) throws -> [ProjectPath] {
    item.outputs
  }

  package func remeasured(_ item: ItemSpec, _ scope: StageScope) throws -> [DocumentChange] { [] }
}

/// A step cannot say what its items are before another stage has run.
package struct StageWaits: Error, Equatable, Sendable {
  /// The path that is missing.
  package let path: String

  package init(for path: String) { self.path = path }
}

/// One unit of a stage's work.
package struct ItemSpec: Sendable, Equatable {
  /// Unique within the stage.
  package var id: String
  package var inputs: [ItemInput]
  /// Where the outputs go, as far as that is known beforehand.
  package var outputs: [ProjectPath]
  /// What the item is about: the file of a glob item.
  package var path: ProjectPath?
  /// What the item is about: the element of a JSON item, or whatever a step needs again in `run`.
  package var element: JSONValue?
  /// Set while a person must decide something before the item can run.
  package var gate: String?
  /// Whose turn it may wait for, where no input says so.
  ///
  /// While one of a line waits, no more of it are begun. The result does not depend on it.
  package var line: String?

  package init(
    id: String,
    inputs: [ItemInput],
    outputs: [ProjectPath],
    path: ProjectPath? = nil,
    element: JSONValue? = nil,
    gate: String? = nil,
    line: String? = nil
  ) {
    self.id = id
    self.inputs = inputs
    self.outputs = outputs
    self.path = path
    self.element = element
    self.gate = gate
    self.line = line
  }
}

/// Something an item's result depends on.
package enum ItemInput: Sendable, Equatable {
  /// A file of the project: by value where it is JSON, else by content.
  case file(ProjectPath)
  /// A file of the workspace (feeds, library).
  case workspaceFile(ProjectPath)
  /// A value taken out of a file of the project; nil where it is absent.
  indirect case value(name: String, JSONValue?, from: ProjectPath?)

  /// The file of the project that a change would show in.
  package var file: ProjectPath? {
    switch self {
    case .file(let path): path
    case .value(_, _, let path): path
    case .workspaceFile: nil
    }
  }
}

/// What an item made.
package struct ItemResult: Sendable {
  /// The outputs, at their project paths inside the attempt folder.
  package var outputs: [ProjectPath]
  package var decisions: [Decision]
  /// What the result turned out to depend on, where that is not what the item was started with.
  package var inputs: [ItemInput]?

  package init(outputs: [ProjectPath], decisions: [Decision] = [], inputs: [ItemInput]? = nil) {
    self.outputs = outputs
    self.decisions = decisions
    self.inputs = inputs
  }
}

/// Why an item failed, in words a person can act on.
package struct ItemFault: Error, Sendable, Equatable {
  /// Such as `no-feed`, `tool-missing`, `validation-failed`.
  package var code: String
  package var message: String
  /// Whether doing the same again may help.
  package var isRetryable: Bool

  package init(_ code: String, _ message: String, isRetryable: Bool = false) {
    self.code = code
    self.message = message
    self.isRetryable = isRetryable
  }

  /// The run was told to stop.
  package static let cancelled = ItemFault(ItemFailure.cancelled, "the run was stopped")
}
