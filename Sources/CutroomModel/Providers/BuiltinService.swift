/// A service that cutroom speaks with by itself.
package enum BuiltinService: String, CaseIterable, Sendable {
  case jamendo, openai, openverse, pexels, pixabay
}
