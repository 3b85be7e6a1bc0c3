import CutroomModel

/// Reads `settings.providers` and `settings.budget`.
enum ProviderReader {
  /// What `with` calls things that are no provider of the settings.
  static let reserved: Set<String> = ["card", "library", "recorded", "web"]

  static func read(_ settings: Member) throws(PipelineFault) -> [ProviderSettings] {
    let section = try settings.section("providers")
    var providers: [ProviderSettings] = []
    for (name, value) in (section.value.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard ProjectID.isValid(name), !reserved.contains(name) else {
        throw section.fault(
          "\"\(name)\" is no name for a provider: a–z, 0–9, _ and -, at most 64, and not "
            + reserved.sorted().joined(separator: ", "),
          at: name
        )
      }
      providers.append(try provider(name, Member(value, at: section.place + [name])))
    }
    return providers
  }

  static func readBudget(_ settings: Member) throws(PipelineFault) -> Cost? {
    guard settings.value["budget"] != nil else { return nil }
    let budget = try settings.section("budget")
    try budget.allow(["amount", "currency"])
    guard let amount = try budget.money("amount") else {
      throw budget.fault("it needs an \"amount\"")
    }
    return Cost(micros: amount, currency: try budget.currency())
  }

  // MARK: -

  private static func provider(
    _ name: String,
    _ member: Member
  ) throws(PipelineFault) -> ProviderSettings {
    try member.allow([
      "uses", "run", "baseURL", "keyEnv", "keyFile", "codeVersion", "allowPrivateHosts",
      "idempotent", "limits", "price",
    ])
    let maker = try maker(member)
    if case .program = maker, let text = try member.text("baseURL") {
      throw member.fault(
        "a program takes no \"baseURL\" (\(text)): say it in \"run\"",
        at: "baseURL"
      )
    }
    return ProviderSettings(
      name: name,
      maker: maker,
      baseURL: try baseURL(member),
      key: try key(member),
      codeVersion: try member.whole("codeVersion", in: 0...1_000_000_000) ?? 0,
      allowsPrivateHosts: try member.flag("allowPrivateHosts"),
      isIdempotent: member.value["idempotent"] == nil ? nil : try member.flag("idempotent"),
      limits: try limits(member),
      price: try price(member)
    )
  }

  private static func maker(_ member: Member) throws(PipelineFault) -> ProviderSettings.Maker {
    let uses = try member.text("uses")
    let run = try member.texts("run")
    switch (uses, run.first) {
    case (let uses?, nil):
      guard let service = BuiltinService(rawValue: uses) else {
        let all = BuiltinService.allCases.map(\.rawValue).joined(separator: ", ")
        throw member.fault("there is no service \"\(uses)\", but \(all)", at: "uses")
      }
      return .builtin(service)
    case (nil, .some(let program)) where !program.isEmpty: return .program(run)
    case (.some, .some): throw member.fault("\"uses\" or \"run\", not both", at: "run")
    default: throw member.fault("a provider needs \"uses\" (a service) or \"run\" (a program)")
    }
  }

  private static func baseURL(_ member: Member) throws(PipelineFault) -> String? {
    guard let text = try member.text("baseURL") else { return nil }
    let address = WebAddress(text)
    guard address.scheme == "http" || address.scheme == "https", address.host != nil,
      !text.contains(where: { "?#@ ".contains($0) })
    else {
      throw member.fault(
        "it must be an http or https address without a query, a fragment or a password",
        at: "baseURL"
      )
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private static func key(_ member: Member) throws(PipelineFault) -> ProviderSettings.Key? {
    let variable = try member.text("keyEnv")
    let file = try member.text("keyFile")
    switch (variable, file) {
    case (nil, nil): return nil
    case (let variable?, nil):
      // Whoever wrote the key itself here must not read it in the message.
      guard isVariable(variable) else {
        throw member.fault(
          "it must be the name of an environment variable in capitals, not the key itself",
          at: "keyEnv"
        )
      }
      return .environment(variable)
    case (nil, let file?): return .file(file)
    case (.some, .some): throw member.fault("\"keyEnv\" or \"keyFile\", not both", at: "keyFile")
    }
  }

  private static func isVariable(_ name: String) -> Bool {
    name.utf8.enumerated().allSatisfy { place, byte in
      (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
        || place > 0 && (0x30...0x39).contains(byte)
    }
  }

  private static func limits(_ member: Member) throws(PipelineFault) -> [RateLimit]? {
    guard member.value["limits"] != nil else { return nil }
    let limits = try member.section("limits")
    try limits.allow(Set(RateLimit.Span.allCases.map(\.rawValue)))
    var result: [RateLimit] = []
    for span in RateLimit.Span.allCases {
      guard let count = try limits.whole(span.rawValue, in: 1...1_000_000_000) else { continue }
      result.append(RateLimit(count, per: span))
    }
    return result
  }

  private static func price(_ member: Member) throws(PipelineFault) -> Price? {
    guard member.value["price"] != nil else { return nil }
    let price = try member.section("price")
    try price.allow(["currency", "perRequest", "per1000Characters"])
    return Price(
      currency: try price.currency(),
      perRequest: try price.money("perRequest") ?? 0,
      perThousandCharacters: try price.money("per1000Characters") ?? 0
    )
  }
}

extension Member {
  /// An amount, in millionths.
  fileprivate func money(_ name: String) throws(PipelineFault) -> Int64? {
    guard let value = value[name] else { return nil }
    guard let amount = value.double, Cost.amounts.contains(amount) else {
      throw fault("it must be an amount from 0 to 1000000", at: name)
    }
    return Int64((amount * 1_000_000).rounded())
  }

  /// ISO 4217; `USD` where it is left out.
  fileprivate func currency() throws(PipelineFault) -> String {
    guard let text = try text("currency") else { return "USD" }
    guard Cost.isCurrency(text) else {
      throw fault("it must be a currency's three capital letters, such as USD", at: "currency")
    }
    return text
  }
}
