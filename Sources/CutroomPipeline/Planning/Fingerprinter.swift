import CutroomModel
import CutroomStore

/// Turns what an item depends on into a fingerprint.
struct Fingerprinter: Sendable {
  let looks: FileLooks
  /// The parts that every item of the step shares.
  private let shared: [Fingerprint.Part]

  /// An input that is not there has a digest too, so that its coming and going shows.
  private static let absent = Digest(sha256: Array("absent".utf8))
  private static let longestPreview = 200
  private static let nameRedaction = Redaction()

  init(node: StageGraph.Node, step: Int, settings: PipelineSettings, looks: FileLooks) {
    self.looks = looks
    switch node.definition.work {
    case .run(let run): shared = Self.parts(of: run, with: node.definition.with)
    case .builtin:
      shared = Self.parts(of: node.steps[step], with: node.definition.with, settings: settings)
    }
  }

  func fingerprint(of spec: ItemSpec) throws -> Fingerprint {
    Fingerprint(common: shared, own: try spec.inputs.map(part))
  }

  private func part(of input: ItemInput) throws -> Fingerprint.Part {
    switch input {
    case .file(let path): return Self.part(path.description, try looks.project(path))
    case .workspaceFile(let path): return Self.part(path.description, try looks.workspace(path))
    case .value(let name, let value, _):
      // The name is kept in the clear: only what does not depend on this process is taken out of it.
      let name = Self.nameRedaction.text(name, .places)
      guard let value else {
        return Fingerprint.Part(name: name, digest: Self.absent, preview: "absent")
      }
      return Self.part(name, value)
    }
  }

  private static func part(_ name: String, _ look: FileLook) -> Fingerprint.Part {
    switch look {
    case .missing: return .init(name: name, digest: absent, preview: "absent")
    case .unreadable: return .init(name: name, digest: absent, preview: "unreadable")
    case .file(let content, let value): return .init(name: name, digest: value ?? content)
    }
  }

  private static func part(_ name: String, _ value: JSONValue) -> Fingerprint.Part {
    let bytes = JSONWriter.canonical(value)
    let preview = bytes.count <= longestPreview ? String(decoding: bytes, as: UTF8.self) : nil
    return Fingerprint.Part(name: name, digest: Digest(sha256: bytes), preview: preview)
  }

  private static func parts(of run: RunDefinition, with: JSONValue) -> [Fingerprint.Part] {
    var parts = [
      part("code", .integer(Int64(run.codeVersion))),
      part("arguments", .array(run.arguments.map { .string($0.description) })),
      part("outputs", .array(run.outputs.map { .string($0.description) })),
    ]
    for (name, version) in run.tools.sorted(by: { $0.key < $1.key }) {
      parts.append(part("tools.\(name)", .string(version)))
    }
    return parts + parameters(with, named: nil)
  }

  private static func parts(
    of step: any StageStep,
    with: JSONValue,
    settings: PipelineSettings
  ) -> [Fingerprint.Part] {
    var parts = [part("code", .integer(Int64(step.codeVersion)))]
    parts += parameters(with, named: step.parameters)
    for name in step.settings {
      if let value = settings.raw[name] { parts.append(part("settings.\(name)", value)) }
    }
    return parts
  }

  private static func parameters(_ with: JSONValue, named names: [String]?) -> [Fingerprint.Part] {
    (with.object ?? [:]).sorted { $0.key < $1.key }
      .filter { member in names.map { $0.contains(member.key) } ?? true }
      .map { part("with.\($0.key)", $0.value) }
  }
}
