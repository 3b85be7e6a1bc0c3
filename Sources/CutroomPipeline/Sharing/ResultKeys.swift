import CutroomModel
import CutroomStore

/// The keys under which a step's results are shared; nil for those that stay in their project.
struct ResultKeys: Sendable {
  private let maker: String
  /// What a program answers depends on its version, which no fingerprint has.
  private let programs: Set<String>

  /// Nil where the results are not for others.
  init?(
    _ node: StageGraph.Node,
    step: Int,
    looks: FileLooks,
    providers: [ProviderSettings]
  ) throws {
    programs = Set(providers.filter(\.isProgram).map(\.name))
    switch node.definition.work {
    case .builtin(let name):
      guard node.steps[step].isShareable else { return nil }
      maker = "\(name)/\(step)"
    case .run(let run):
      guard run.isShared else { return nil }
      let files = try run.arguments.compactMap { try Self.digest(of: $0, looks) }
      maker = "run " + files.map(\.description).joined(separator: " ")
    }
  }

  func key(of spec: ItemSpec, _ fingerprint: Fingerprint) -> CacheKey? {
    guard spec.gate == nil else { return nil }
    if spec.inputs.contains(where: { $0.provider.map(programs.contains) == true }) { return nil }
    return CacheKey(
      ItemRequest(
        maker: maker,
        item: spec.id,
        outputs: spec.outputs,
        fingerprint: fingerprint.digest
      )
    )
  }

  /// What a file holds that an argument names, such as the script that an interpreter is to run:
  /// in another project the same words may name another program.
  private static func digest(of argument: Template, _ looks: FileLooks) throws -> Digest? {
    let text = argument.description
    let look: FileLook
    if let path = ProjectPath(text) {
      look = try looks.project(path)
    } else if let path = path(text, below: "${workspace}/") {
      look = try looks.workspace(path)
    } else if let path = path(text, below: "${project}/") {
      look = try looks.project(path)
    } else {
      return nil
    }
    guard case .file(let content, _) = look else { return nil }
    return content
  }

  private static func path(_ text: String, below prefix: String) -> ProjectPath? {
    text.hasPrefix(prefix) ? ProjectPath(String(text.dropFirst(prefix.count))) : nil
  }
}
