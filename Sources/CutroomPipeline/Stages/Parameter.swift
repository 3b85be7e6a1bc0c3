package import CutroomModel

/// A parameter of a built-in stage: a member that its `with` may have.
package struct Parameter: Sendable, Equatable {
  package let name: String
  package let kind: ParameterKind
  /// What holds where `with` does not say; nil where the stage then decides by itself.
  package let standard: JSONValue?
  /// What it is, in one line for people.
  package let help: String

  package init(
    _ name: String,
    _ kind: ParameterKind,
    otherwise standard: JSONValue? = nil,
    _ help: String
  ) {
    self.name = name
    self.kind = kind
    self.standard = standard
    self.help = help
  }

  /// The JSON Schema of its values, with help and default.
  package var schema: JSONValue {
    var schema = kind.schema
    schema["description"] = .string(help)
    schema["default"] = standard
    return schema
  }
}

extension BuiltinStage {
  /// Throws where `with` has what the stage does not know or cannot use; `place` leads to it.
  func check(_ with: JSONValue, at place: [String]) throws(PipelineFault) {
    for (key, value) in (with.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let parameter = parameters.first(where: { $0.name == key }) else {
        throw PipelineFault(JSONPointer(tokens: place + [key]), unknown(key), .parameters)
      }
      if let fault = parameter.kind.fault(in: value) {
        let pointer = JSONPointer(tokens: place + [key] + fault.place)
        throw PipelineFault(pointer, fault.reason, .parameters)
      }
    }
  }

  private func unknown(_ key: String) -> String {
    let names = parameters.map(\.name)
    let near = NearNames.of(key, among: names, atMost: 1).first
    let complaint = "the stage \(name) has no parameter \"\(key)\""
    if let near { return "\(complaint); did you mean \"\(near)\"?" }
    if names.isEmpty { return "\(complaint), nor any other" }
    return "\(complaint); it has \(names.joined(separator: ", "))"
  }
}

extension StageScope {
  /// The value of a parameter: what `with` says, else what the parameter says.
  package subscript(parameter: Parameter) -> JSONValue? {
    stage.with[parameter.name] ?? parameter.standard
  }
}
