/// A service that cutroom speaks with by itself.
package enum BuiltinService: String, CaseIterable, Sendable {
  case jamendo, openai, openverse, pexels, pixabay

  /// What it can be asked for.
  package var tasks: [ProviderTask] { self == .openai ? [.text, .speech] : [.search] }

  /// What can be found there.
  package var kinds: [FoundKind] {
    switch self {
    case .jamendo: [.music]
    case .openai: []
    case .openverse: [.image, .music]
    case .pexels, .pixabay: [.image, .video]
    }
  }
}
