import CutroomModel
import CutroomSystem

extension BuiltinService {
  package var standardBase: String {
    switch self {
    case .jamendo: Jamendo.standardBase
    case .openai: OpenAIService.standardBase
    case .openverse: Openverse.standardBase
    case .pexels: Pexels.standardBase
    case .pixabay: Pixabay.standardBase
    }
  }

  /// Whether it answers nobody without a key; a server of one's own may.
  package var needsKey: Bool {
    switch self {
    case .jamendo, .pexels, .pixabay: true
    case .openai, .openverse: false
    }
  }

  /// Whether nothing that is asked of it, at an address of its own or the standard one, costs money.
  func isFree(at base: String?) -> Bool {
    self != .openai || OpenAIService.isLocal(base ?? standardBase)
  }

  /// The service with an opened key, which it needs unless ``needsKey`` says otherwise.
  func open(
    _ settings: ProviderSettings,
    key: String?,
    web: any WebTransport,
    clock: SystemClock
  ) -> any Provider {
    let line = ServiceLine(settings, key: key, web: web, clock: clock)
    let base = settings.baseURL ?? standardBase
    let name = settings.name
    switch self {
    case .openai: return OpenAIService(settings, key: key, line: line)
    case .pexels:
      let translator = Pexels(name: name, base: base, key: key ?? "")
      return SearchService(translator: translator, line: line)
    case .pixabay:
      let translator = Pixabay(name: name, base: base, key: key ?? "")
      return SearchService(translator: translator, line: line)
    case .openverse:
      let translator = Openverse(name: name, base: base, token: key)
      return SearchService(translator: translator, line: line)
    case .jamendo:
      let translator = Jamendo(name: name, base: base, clientID: key ?? "")
      return SearchService(translator: translator, line: line)
    }
  }
}

extension ProviderSettings {
  /// Whether nothing that is asked of it costs money, as far as that can be told without asking.
  package var isKnownToBeFree: Bool {
    guard price == nil, case .builtin(let service) = maker else { return false }
    return service.isFree(at: baseURL)
  }
}
