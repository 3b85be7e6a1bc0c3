package import CutroomModel

/// What can be said of a provider without asking it for anything that costs.
package struct ProviderOutline: Sendable {
  package enum Key: Sendable {
    /// None is needed, and none is named.
    case none
    case found
    case missing(ProviderKeyError)
  }

  package var settings: ProviderSettings
  package var key: Key
  /// Nil where a program does not tell.
  package var capabilities: ProviderCapabilities?
  /// Those of the settings, else those that are documented.
  package var limits: [RateLimit]
  /// Why there is no more to say.
  package var fault: ProviderFault?
}

extension ProviderShelf {
  /// The outline of a provider of the settings; a program is started for it.
  package func outline(of settings: ProviderSettings) -> ProviderOutline {
    var outline = ProviderOutline(settings: settings, key: .none, limits: settings.limits ?? [])
    do throws(ProviderKeyError) {
      if try key(of: settings.name) != nil { outline.key = .found }
    } catch {
      outline.key = .missing(error)
    }
    do {
      let provider = try described(settings)
      outline.capabilities = provider.capabilities
      outline.limits = settings.limits(of: provider)
    } catch let fault as ProviderFault {
      outline.fault = fault
    } catch let error as ProviderKeyError {
      outline.fault = ProviderFault(.auth, error.description)
    } catch {
      outline.fault = ProviderFault(.server, "\(error)")
    }
    return outline
  }
}
