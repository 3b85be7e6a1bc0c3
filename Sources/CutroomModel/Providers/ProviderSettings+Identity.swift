extension ProviderSettings {
  package var isProgram: Bool { if case .program = maker { true } else { false } }

  /// What tells its answers from those of another one; never its key.
  package var identity: String {
    let version = codeVersion > 0 ? ["\(codeVersion)"] : []
    let maker =
      switch maker {
      case .builtin(let service): [service.rawValue, baseURL].compactMap(\.self)
      case .program(let words): ["run", Self.text(words)]
      }
    return (maker + version).joined(separator: " ")
  }

  /// As JSON: `["a b"]` is another program than `["a", "b"]`.
  private static func text(_ words: [String]) -> String {
    String(decoding: JSONWriter.canonical(.array(words.map { .string($0) })), as: UTF8.self)
  }
}
