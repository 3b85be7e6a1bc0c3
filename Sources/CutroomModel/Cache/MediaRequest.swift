/// A picture, clip or piece of music of a provider, named as the provider names it.
package struct MediaRequest: CacheRequest, Equatable {
  package static var kind: CacheKind { .media }

  package let provider: String
  /// The provider's id, or a plain address.
  package let asset: String
  /// Which of the provider's versions of it, such as `large` or `1920x1080`.
  package let rendition: String

  /// Throws `signedAddress` for an address that holds more than a place.
  package init(
    provider: String,
    asset: String,
    rendition: String
  ) throws(CacheRequestFault) {
    try CacheRequestFault.require(
      ["provider": provider, "asset": asset, "rendition": rendition]
    )
    if asset.contains("://"), asset.contains(where: { "?#@".contains($0) }) {
      throw .signedAddress
    }
    self.provider = provider
    self.asset = asset
    self.rendition = rendition
  }

  package var parts: JSONValue {
    ["provider": .string(provider), "asset": .string(asset), "rendition": .string(rendition)]
  }
}
