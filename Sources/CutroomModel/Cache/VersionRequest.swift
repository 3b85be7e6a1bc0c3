/// What a program said of its version when it was asked last.
package struct VersionRequest: CacheRequest {
  package static var kind: CacheKind { .items }

  /// What tells the provider from others.
  package let provider: String

  package init(provider: String) { self.provider = provider }

  package var parts: JSONValue { ["asks": "version", "provider": .string(provider)] }
}
