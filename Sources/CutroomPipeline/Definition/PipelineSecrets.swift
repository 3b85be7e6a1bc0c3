package import CutroomModel

/// The secrets that somebody wrote into a `pipeline.json`: they are passed on to where they belong
/// and shown nowhere.
package enum PipelineSecrets {
  /// Values of members and options whose names say so, and what stands in addresses and headers.
  package static func values(in pipeline: JSONValue) -> [String] {
    switch pipeline {
    case .string(let text): parts(of: text)
    case .array(let elements): elements.flatMap(values) + optionValues(elements)
    case .object(let members):
      members.flatMap { name, value in
        values(in: value) + (SecretName.isSecret(name.utf8) ? texts(value) : [])
      }
    case .null, .bool, .integer, .number: []
    }
  }

  /// An address has a name and a password, a header a scheme and a token; each of them is secret.
  private static func parts(of text: String) -> [String] {
    Redaction.secrets(in: text).flatMap { secret in
      [secret] + secret.split { $0 == ":" || $0 == " " }.map(String.init)
    }
  }

  /// `--token VALUE` and `--token=VALUE`.
  private static func optionValues(_ arguments: [JSONValue]) -> [String] {
    let texts = arguments.map { $0.string ?? "" }
    var values: [String] = []
    for (index, text) in texts.enumerated() where text.hasPrefix("-") {
      let halves = text.split(separator: "=", maxSplits: 1)
      guard let name = halves.first, SecretName.isSecret(name.utf8) else { continue }
      if halves.count == 2 {
        values.append(String(halves[1]))
      } else if index + 1 < texts.count {
        values.append(texts[index + 1])
      }
    }
    return values
  }

  private static func texts(_ value: JSONValue) -> [String] {
    if let text = value.string { return [text] }
    return value.array?.compactMap(\.string) ?? []
  }
}
