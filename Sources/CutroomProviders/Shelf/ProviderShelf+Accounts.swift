package import CutroomModel
import CutroomStore

extension ProviderShelf {
  /// Whose requests are counted together: those of one service with one key, whatever its name is here.
  package func account(of name: String) throws -> ProviderAccount {
    guard let service = service(of: name) else { throw ProviderFault.unknown(name, among: names) }
    return ProviderAccount(provider: service, secret: try key(of: name))
  }

  /// What a provider is counted as, whatever the settings call it; nil where they name none like that.
  package func service(of name: String) -> String? {
    guard let settings = settings(of: name) else { return nil }
    return switch settings.maker {
    case .builtin(let service):
      settings.baseURL.map { "\(service.rawValue) \($0)" } ?? service.rawValue
    case .program: name
    }
  }

  /// The accounts of all providers whose keys are there, with their limits; starts no program.
  package func accounts() -> [(account: ProviderAccount, limits: [RateLimit])] {
    names.compactMap { name in
      guard let settings = settings(of: name), let account = try? account(of: name) else {
        return nil
      }
      if let limits = settings.limits { return (account, limits) }
      guard case .builtin = settings.maker, let provider = try? provider(name) else { return nil }
      return (account, provider.documentedLimits)
    }
  }
}
