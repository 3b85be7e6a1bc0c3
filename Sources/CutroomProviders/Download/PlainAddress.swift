package import CutroomModel
import CutroomStore

/// Addresses of files, which are a provider of their own.
package enum PlainAddress {
  package static let provider = "web"

  /// What a file at an address is found by in the cache.
  ///
  /// An address that holds more than a place, such as a query, is told by its SHA-256 only. Throws
  /// `invalid-input` for what is no http or https address.
  package static func request(_ url: String) throws -> MediaRequest {
    var address = WebAddress(url)
    guard address.isWeb, let scheme = address.scheme else {
      throw ProviderFault(.invalidInput, "“\(place(url).prefix(200))” is no http or https address")
    }
    address.fragment = nil
    address.authority = address.authority.map { canonical($0, scheme) }
    if address.path.isEmpty { address.path = "/" }
    let text = address.description
    let holdsMore = text.contains { "?@".contains($0) }
    let digest = Digest(sha256: Array(text.utf8))
    return try MediaRequest(
      provider: provider,
      asset: holdsMore ? "sha256:\(digest)" : text,
      rendition: "original"
    )
  }

  /// The address without what may be secret in it.
  static func place(_ url: String) -> String {
    var address = WebAddress(url)
    address.query = nil
    address.fragment = nil
    address.authority = address.authority?.split(separator: "@").last.map(String.init)
    return address.description
  }

  /// Host in small letters, and a port that says something.
  private static func canonical(_ authority: String, _ scheme: String) -> String {
    let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
    var place = (parts.last ?? "").lowercased()
    let usual = scheme == "https" ? ":443" : ":80"
    if place.hasSuffix(usual) { place.removeLast(usual.count) }
    return (parts.dropLast().map(String.init) + [place]).joined(separator: "@")
  }
}
