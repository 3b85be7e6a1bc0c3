/// What somebody who names a provider wants of it.
package enum ProviderNeed: Hashable, Sendable {
  case text
  case speech
  /// To find something of any of these kinds.
  case search([FoundKind])

  package var task: ProviderTask {
    switch self {
    case .text: .text
    case .speech: .speech
    case .search: .search
    }
  }
}

extension ProviderSettings {
  /// Why it can never do what is wanted; nil where it can, or where only asking it tells.
  package func refusal(of need: ProviderNeed) -> String? {
    guard case .builtin(let service) = maker else { return nil }
    guard service.tasks.contains(need.task) else {
      return "\(self.name) (\(service.rawValue)) cannot be asked for \(need.task.rawValue)"
    }
    guard case .search(let kinds) = need, !service.kinds.contains(where: kinds.contains) else {
      return nil
    }
    let wanted = kinds.map(\.rawValue).joined(separator: " or ")
    return "\(self.name) (\(service.rawValue)) has no \(wanted)"
  }
}
