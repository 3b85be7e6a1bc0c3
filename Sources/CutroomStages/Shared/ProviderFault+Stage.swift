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
  var isAboutAsset: Bool { code == .notFound || code == .badAnswer }

  /// Whether another candidate may be had instead: a host of files that lets nobody in says nothing
  /// about the provider's key.
  func isAbout(_ candidate: Candidate) -> Bool {
    isAboutAsset || candidate.url != nil && (code == .auth || code == .invalidInput)
  }
}

extension ProviderDesk {
  /// What results of a provider depend on, for the fingerprint of what it makes.
  func input(of provider: String, _ scope: StageScope) throws -> ItemInput {
    do {
      let identity = try identity(of: provider, in: scope.settings.providers)
      return .value(name: "provider.\(provider)", .string(identity), from: nil)
    } catch let fault as ProviderFault {
      throw ItemFault(fault.code.rawValue, fault.message)
    }
  }
}

extension Workbench {
  /// Who asks a provider, for the item of this attempt.
  func asking(_ provider: String) -> Asking {
    Asking(
      provider: provider,
      item: key,
      fingerprint: fingerprint,
      folder: attempt,
      cancellation: cancellation,
      killSwitch: killSwitch,
      progress: { self.progress($0) },
      log: { self.log($0) }
    )
  }
}
