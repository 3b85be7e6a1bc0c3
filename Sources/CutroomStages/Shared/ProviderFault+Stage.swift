import CutroomModel
import CutroomPipeline
import CutroomProviders

extension ProviderFault {
  /// The same fault, with what was asked for before its message.
  func about(_ what: String) -> ProviderFault {
    var fault = self
    fault.message = "\(what): \(message)"
    return fault
  }

  /// Whether the provider answered, and has nothing that can be used.
  var isAboutAsset: Bool { [.notFound, .badAnswer, .redirected].contains(code) }

  /// Whether another candidate may be had instead: a host of files that lets nobody in says nothing
  /// about the provider's key.
  func isAbout(_ candidate: Candidate) -> Bool {
    isAboutAsset
      || candidate.url != nil && [.auth, .invalidInput, .privateAddress].contains(code)
  }
}

extension StageScope {
  /// What results of a provider depend on, for the fingerprint of what it makes.
  func input(ofProvider name: String) throws -> ItemInput {
    guard let provider = settings.providers.first(where: { $0.name == name }) else {
      throw ItemFault("not-found", "settings.providers of the pipeline has no \"\(name)\"")
    }
    return .provider(provider)
  }
}

extension StageScope {
  /// Where items stand that ask these providers, whatever the settings call them; nil for none.
  func line(ofProviders names: [String]) -> String? {
    let asked = names.map { name in
      settings.providers.first { $0.name == name }?.identity ?? name
    }
    return asked.isEmpty ? nil : Set(asked).sorted().joined(separator: " ")
  }
}

extension Workbench {
  /// Who asks a provider, for the item of this attempt.
  func asking(_ provider: String) -> Asking {
    Asking(
      provider: provider,
      item: key,
      fingerprint: fingerprint,
      since: answersSince,
      folder: attempt,
      cancellation: cancellation,
      killSwitch: killSwitch,
      progress: { self.progress($0) },
      log: { self.log($0) },
      announce: { self.announce($0) },
      aside: { try self.aside($0) }
    )
  }
}
