package import CutroomModel

/// What a parameter of a built-in stage may be.
package enum ParameterKind: Sendable, Equatable {
  case text
  /// A list of texts, or one text.
  case texts
  /// A list of some of these words, or one of them.
  case someOf([String])
  case oneOf([String])
  case whole(ClosedRange<Int64>)
  case number(ClosedRange<Double>)
  case flag
  /// The tag of a language that cutroom knows.
  case language
  /// A folder of the workspace.
  case folder
  /// A name that a file can have.
  case name
  /// A provider of `settings.providers`.
  case provider
  /// A list of some of these words and of providers of `settings.providers`, or one of them.
  case sources([String])
  case any

  /// Why `value` is none of this kind, and where in it; nil where it is one.
  package func fault(in value: JSONValue) -> (place: [String], reason: String)? {
    switch self {
    case .texts, .someOf, .sources:
      guard let elements = value.array else { return fits(value) ? nil : ([], demand) }
      if elements.isEmpty { return ([], "\(demand); it is empty") }
      guard let index = elements.firstIndex(where: { !fits($0) }) else { return nil }
      return ([String(index)], elementDemand)
    default: return fits(value) ? nil : ([], demand)
    }
  }

  /// Why `value`, which is of this kind, names a provider that is not there, and where in it.
  package func fault(
    in value: JSONValue,
    among providers: [String]
  ) -> (place: [String], reason: String)? {
    let known: [String]
    switch self {
    case .provider: known = providers
    case .sources(let words): known = words + providers
    default: return nil
    }
    func isKnown(_ name: JSONValue) -> Bool { name.string.map(known.contains) ?? false }
    let reason =
      known.isEmpty
      ? "names a provider, and there is none in \"settings.providers\""
      : "must be one of: \(known.joined(separator: ", ")); "
        + "providers are described in \"settings.providers\""
    guard let names = value.array else { return isKnown(value) ? nil : ([], reason) }
    guard let index = names.firstIndex(where: { !isKnown($0) }) else { return nil }
    return ([String(index)], reason)
  }

  /// What the value must be, to follow the parameter's name.
  package var demand: String {
    switch self {
    case .text: "must be a string that is not empty"
    case .texts: "must be a list of strings"
    case .someOf(let words): "must be a list of: \(words.joined(separator: ", "))"
    case .oneOf(let words): "must be one of: \(words.joined(separator: ", "))"
    case .whole(let range):
      "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "must be a number from \(range.lowerBound) to \(range.upperBound)"
    case .flag: "must be true or false"
    case .language: "must be one of: \(Self.languages.joined(separator: ", "))"
    case .folder: "must be a folder of the workspace"
    case .name: "must be a plain name: a–z, 0–9, _ and -"
    case .provider: "must be the name of a provider"
    case .sources: "must be a list of names"
    case .any: "may be anything"
    }
  }

  private static var languages: [String] { TextLanguage.allCases.map(\.rawValue) }

  private func fits(_ value: JSONValue) -> Bool {
    switch self {
    case .text, .texts: value.string?.isEmpty == false
    case .oneOf(let words), .someOf(let words): value.string.map(words.contains) ?? false
    case .whole(let range): value.integer.map(range.contains) ?? false
    case .number(let range): value.double.map(range.contains) ?? false
    case .flag: value.bool != nil
    case .language: value.string.flatMap { TextLanguage(tag: $0) } != nil
    case .folder: value.string.flatMap { PathPattern("\($0)/**") } != nil
    case .name, .provider, .sources: value.string.map(ProjectID.isValid) ?? false
    case .any: true
    }
  }

  private var elementDemand: String {
    if case .someOf(let words) = self { return Self.oneOf(words).demand }
    if case .sources = self { return Self.provider.demand }
    return Self.text.demand
  }
}

extension ParameterKind {
  /// The JSON Schema of such a value.
  package var schema: JSONValue {
    switch self {
    case .text, .folder: ["type": "string", "minLength": 1]
    case .texts: Self.listOrOne(Self.text.schema)
    case .someOf(let words): Self.listOrOne(Self.oneOf(words).schema)
    case .oneOf(let words): ["enum": .array(words.map { .string($0) })]
    case .whole(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .number(let range):
      [
        "type": "number", "minimum": .number(range.lowerBound),
        "maximum": .number(range.upperBound),
      ]
    case .flag: ["type": "boolean"]
    case .language: ["type": "string", "minLength": 2]
    case .name, .provider: ["type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"]
    case .sources: Self.listOrOne(Self.provider.schema)
    case .any: [:]
    }
  }

  private static func listOrOne(_ element: JSONValue) -> JSONValue {
    ["anyOf": [element, ["type": "array", "items": element, "minItems": 1]]]
  }
}
