package import CutroomModel

/// A parameter of a built-in stage: a member that its `with` may have.
package struct Parameter: Sendable, Equatable {
  package let name: String
  package let kind: ParameterKind
  /// What holds where `with` does not say; nil where the stage then decides by itself.
  package let standard: JSONValue?
  /// What it is, in one line for people.
  package let help: String
  /// Parameters that must be given with it.
  package let needs: [String]
  /// Parameters that mean nothing beside it.
  package let excludes: [String]

  package init(
    _ name: String,
    _ kind: ParameterKind,
    otherwise standard: JSONValue? = nil,
    needs: [String] = [],
    excludes: [String] = [],
    _ help: String
  ) {
    self.name = name
    self.kind = kind
    self.standard = standard
    self.help = help
    self.needs = needs
    self.excludes = excludes
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
  /// Throws where `with` has what the stage does not know or cannot use; `place` leads to it, and
  /// `providers` are those that there are.
  func check(
    _ with: JSONValue,
    at place: [String],
    providers: [ProviderSettings]
  ) throws(PipelineFault) {
    for (key, value) in (with.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let parameter = parameters.first(where: { $0.name == key }) else {
        throw PipelineFault(JSONPointer(tokens: place + [key]), unknown(key), .parameters)
      }
      let fault =
        parameter.kind.fault(in: value) ?? parameter.kind.fault(in: value, among: providers)
      if let fault {
        let pointer = JSONPointer(tokens: place + [key] + fault.place)
        throw PipelineFault(pointer, fault.reason, .parameters)
      }
      try checkCompany(of: parameter, in: with, at: place)
    }
  }

  private func checkCompany(
    of parameter: Parameter,
    in with: JSONValue,
    at place: [String]
  ) throws(PipelineFault) {
    let pointer = JSONPointer(tokens: place + [parameter.name])
    if let missing = parameter.needs.first(where: { with[$0] == nil }) {
      throw PipelineFault(pointer, "needs \"\(missing)\" beside it", .parameters)
    }
    if let other = parameter.excludes.first(where: { with[$0] != nil }) {
      throw PipelineFault(pointer, "means nothing beside \"\(other)\"", .parameters)
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
