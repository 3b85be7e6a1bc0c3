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
  /// A provider of `settings.providers` that can do this.
  case provider(ProviderNeed)
  /// A list of some of these words and of providers of `settings.providers` that can do this, or one of
  /// them.
  case sources([String], ProviderNeed)
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

  /// Why `value`, which is of this kind, names a provider that is not there or cannot do what is wanted,
  /// and where in it.
  package func fault(
    in value: JSONValue,
    among providers: [ProviderSettings]
  ) -> (place: [String], reason: String)? {
    let (words, need): ([String], ProviderNeed)
    switch self {
    case .provider(let wanted): (words, need) = ([], wanted)
    case .sources(let known, let wanted): (words, need) = (known, wanted)
    default: return nil
    }
    func reason(_ name: JSONValue) -> String? {
      if let word = name.string, words.contains(word) { return nil }
      guard let named = providers.first(where: { $0.name == name.string }) else {
        return Self.unknown(among: words + providers.map(\.name))
      }
      return named.refusal(of: need)
    }
    guard let names = value.array else { return reason(value).map { ([], $0) } }
    for (index, name) in names.enumerated() {
      if let reason = reason(name) { return ([String(index)], reason) }
    }
    return nil
  }

  private static func unknown(among known: [String]) -> String {
    if known.isEmpty { return "names a provider, and there is none in \"settings.providers\"" }
    return "must be one of: \(known.joined(separator: ", ")); providers are described in "
      + "\"settings.providers\""
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
    if case .sources(_, let need) = self { return Self.provider(need).demand }
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
    case .sources(_, let need): Self.listOrOne(Self.provider(need).schema)
    case .any: [:]
    }
  }

  private static func listOrOne(_ element: JSONValue) -> JSONValue {
    ["anyOf": [element, ["type": "array", "items": element, "minItems": 1]]]
  }
}
