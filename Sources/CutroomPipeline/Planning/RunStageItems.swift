import CutroomModel
import CutroomStore

/// The items of a stage that is a program, from what is on disk.
struct RunStageItems: Sendable {
  let run: RunDefinition
  let scope: StageScope

  /// Throws `StageWaits` where a JSON file that is to be walked is missing, and `ItemFault` where
  /// two items would have one id.
  func items() throws -> [ItemSpec] {
    switch run.foreach {
    case .once: return [try spec(id: "main", path: nil, element: nil, own: [])]
    case .glob(let pattern):
      let files = try scope.files(pattern)
      // Inputs that name no item are the same for all: they are looked up once.
      let shared = try sharedInputs()
      return try InTwoHalves.map(files) {
        try spec(id: $0.description, path: $0, element: nil, own: [.file($0)], shared: shared)
      }
    case .json(let file, let pointer, let id):
      return try elements(of: file, at: pointer, id: id)
    }
  }

  private func elements(
    of file: PathPattern,
    at pointer: JSONPointer,
    id: JSONPointer
  ) throws
    -> [ItemSpec]
  {
    let files = try scope.files(file)
    if files.isEmpty { throw StageWaits(for: file.description) }
    let shared = try sharedInputs()
    var specs: [ItemSpec] = []
    var seen: Set<String> = []
    for path in files {
      guard let list = try scope.json(path).flatMap(pointer.resolve) else { continue }
      guard let elements = list.array else {
        throw ItemFault("not-a-list", "\(path)#\(pointer) is not a list")
      }
      for element in elements {
        guard let name = id.resolve(in: element)?.idText, !name.isEmpty else {
          throw ItemFault("no-id", "an element of \(path)#\(pointer) has no id at \(id)")
        }
        guard seen.insert(name).inserted else {
          throw ItemFault("same-id", "two elements of \(path)#\(pointer) have the id \"\(name)\"")
        }
        let own = ItemInput.value(name: "\(path)#\(pointer)/\(name)", element, from: path)
        specs.append(try spec(id: name, path: path, element: element, own: [own], shared: shared))
      }
    }
    return specs
  }

  private func spec(
    id: String,
    path: ProjectPath?,
    element: JSONValue?,
    own: [ItemInput],
    shared: [ItemInput]? = nil
  ) throws -> ItemSpec {
    var spec = ItemSpec(id: id, inputs: own, outputs: [], path: path, element: element)
    spec.inputs += try shared ?? sharedInputs()
    for input in run.inputs where input.path.usesItem {
      spec.inputs += try inputs(input, text: ItemVariables(spec).expand(input.path))
    }
    spec.outputs = try run.outputs.map { template in
      let text = ItemVariables(spec).expand(template)
      guard let path = ProjectPath(text), !ReservedPaths.contains(text) else {
        throw ItemFault(
          "unsafe-output",
          "the output \"\(text)\" of \(id) is no path of the project"
        )
      }
      return path
    }
    return spec
  }

  private func sharedInputs() throws -> [ItemInput] {
    try run.inputs.filter { !$0.path.usesItem }.flatMap {
      try inputs($0, text: $0.path.description)
    }
  }

  private func inputs(_ input: InputReference, text: String) throws -> [ItemInput] {
    guard let pattern = PathPattern(text) else {
      throw ItemFault("unsafe-input", "the input \"\(text)\" is no path of the project")
    }
    let files = pattern.isLiteral ? ProjectPath(text).map { [$0] } ?? [] : try scope.files(pattern)
    guard let pointer = input.pointer else { return files.map { .file($0) } }
    return try files.map { file in
      let value = try scope.json(file).flatMap(pointer.resolve)
      return .value(name: "\(file)#\(pointer)", value, from: file)
    }
  }
}

/// The variables of one item.
struct ItemVariables {
  private let spec: ItemSpec

  init(_ spec: ItemSpec) { self.spec = spec }

  /// Expands the variables that do not depend on where the item runs.
  func expand(_ template: Template) -> String { template.expanded { value($0) ?? "" } }

  func value(_ variable: Template.Variable) -> String? {
    switch variable {
    case .itemPath: spec.path?.description ?? ""
    case .itemName: spec.path?.name ?? spec.id
    case .itemStem: spec.path?.stem ?? spec.id
    case .itemID: spec.id
    case .itemJSON: spec.element.map { String(decoding: JSONWriter.canonical($0), as: UTF8.self) }
    case .output, .project, .workspace: nil
    }
  }
}

extension JSONValue {
  /// A string or a whole number as an id.
  fileprivate var idText: String? {
    switch self {
    case .string(let text): text
    case .integer(let whole): String(whole)
    default: nil
    }
  }
}
