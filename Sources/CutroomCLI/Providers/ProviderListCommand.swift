import CutroomModel
import CutroomProviders

/// `cutroom provider list`.
struct ProviderListCommand: Command {
  let name = "provider list"
  let summary = "the providers that pipeline.json names"
  let details = [
    "What each is, what it can be asked for, whether its key is there (never the key), and its "
      + "limits. Programs are started to tell; nothing is asked that costs."
  ]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let outlines = try context.withProviders { named in
      named.settings.map { named.shelf.outline(of: $0) }
    }
    if context.wantsJSON {
      context.answer(["providers": .array(outlines.map(\.json))])
      return .done
    }
    var table = TextTable()
    for outline in outlines {
      table.add([outline.settings.name, outline.makerWords, outline.taskWords, outline.keyWords])
    }
    context.say(table)
    for outline in outlines {
      if let words = outline.detailWords { context.say("\(outline.settings.name): \(words)") }
    }
    if outlines.isEmpty {
      context.note("pipeline.json names no provider: docs/providers.md says how")
    }
    return .done
  }
}

extension ProviderOutline {
  fileprivate var makerWords: String {
    switch settings.maker {
    case .builtin(let service): service.rawValue
    case .program(let words): words.joined(separator: " ")
    }
  }

  fileprivate var taskWords: String {
    capabilities?.tasks.map(\.rawValue).joined(separator: ", ") ?? "unknown"
  }

  fileprivate var keyWords: String {
    switch key {
    case .none: "no key"
    case .found: "key found"
    case .missing: "key missing"
    }
  }

  /// Limits and nature, and what is wrong; nil where there is nothing to say.
  fileprivate var detailWords: String? {
    var words: [String] = []
    if let capabilities {
      words.append(capabilities.isLocal ? "local" : "over the network")
      words.append(capabilities.isPaid ? "costs money" : "free")
    }
    words += limits.map { "\($0.requests) per \($0.span.rawValue)" }
    if case .missing(let error) = key { words.append("\(error). \(error.cure)") }
    if let fault { words.append(fault.message) }
    return words.isEmpty ? nil : words.joined(separator: " · ")
  }

  fileprivate var json: JSONValue {
    var value: JSONValue = [
      "name": .string(settings.name),
      "codeVersion": .integer(Int64(settings.codeVersion)),
      "tasks": .array((capabilities?.tasks ?? []).map { .string($0.rawValue) }),
      "key": .string(keyName),
      "local": capabilities.map { .bool($0.isLocal) } ?? .null,
      "paid": capabilities.map { .bool($0.isPaid) } ?? .null,
      "idempotent": capabilities.map { .bool($0.isIdempotent) } ?? .null,
      "limits": .object(
        Dictionary(limits.map { ($0.span.rawValue, .integer(Int64($0.requests))) }) { $1 }
      ),
      "error": error.map(\.json) ?? .null,
    ]
    switch settings.maker {
    case .builtin(let service): value["uses"] = .string(service.rawValue)
    case .program(let words): value["run"] = .array(words.map { .string($0) })
    }
    return value
  }

  private var keyName: String {
    switch key {
    case .none: "none"
    case .found: "found"
    case .missing: "missing"
    }
  }

  private var error: Fault? {
    if case .missing(let error) = key { return Fault(error) }
    return fault.map { Fault($0) }
  }
}
