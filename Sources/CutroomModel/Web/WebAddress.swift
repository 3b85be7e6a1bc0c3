/// A URL or relative reference taken apart as RFC 3986, appendix B, does.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  package var scheme: String?
  /// With user, host and port, as written.
  package var authority: String?
  package var path: String
  package var query: String?
  package var fragment: String?

  package init(_ text: some StringProtocol) {
    var rest = Substring(text.filter { !$0.isWhitespace })
    if let hash = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: hash)...])
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
      scheme = rest[..<colon].lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      authority = String(rest[..<end])
      rest = rest[end...]
    }
    path = String(rest)
  }

  package var description: String {
    var text = scheme.map { "\($0):" } ?? ""
    if let authority { text += "//\(authority)" }
    text += path
    if let query { text += "?\(query)" }
    if let fragment { text += "#\(fragment)" }
    return text
  }

  /// The host in lower case, without user and port.
  package var host: String? {
    guard let authority else { return nil }
    let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
      return place[...end].lowercased()
    }
    let name = place.prefix { $0 != ":" }
    return name.isEmpty ? nil : name.lowercased()
  }

  package var isWeb: Bool { (scheme == "http" || scheme == "https") && host != nil }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }
}

extension WebAddress {
  /// The address that `reference` means on the page at this one: RFC 3986, section 5.2.
  package func resolving(_ reference: WebAddress) -> WebAddress {
    if reference.scheme != nil { return reference }
    var target = reference
    target.scheme = scheme
    if reference.authority != nil { return target }
    target.authority = authority
    if reference.path.isEmpty {
      target.path = path
      target.query = reference.query ?? query
    } else if reference.path.hasPrefix("/") {
      target.path = Self.withoutDots(reference.path)
    } else {
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
      target.path = Self.withoutDots(folder + reference.path)
    }
    return target
  }

  private static func withoutDots(_ path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var kept: [Substring] = []
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { kept.append("") }
      case "..":
        _ = kept.popLast()
        if isLast { kept.append("") }
      default: kept.append(part)
      }
    }
    return "/" + kept.joined(separator: "/")
  }
}

extension WebAddress {
  /// One spelling for the addresses under which the same page is handed around: no scheme, `www.`
  /// or `m.`, default port, final slash, fragment, tracking parameter; the rest in order of name.
  package var canonical: String {
    var place = host ?? ""
    for prefix in ["www.", "m.", "amp."] where place.hasPrefix(prefix) && place.count > 6 {
      place.removeFirst(prefix.count)
    }
    let trimmed = path.reversed().drop { $0 == "/" }.reversed()
    let kept = (query ?? "").split(separator: "&").filter { !Self.isTracking($0) }.sorted()
    return place + String(trimmed) + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
  }

  private static func isTracking(_ parameter: Substring) -> Bool {
    let name = parameter.prefix { $0 != "=" }.lowercased()
    return name.hasPrefix("utm_") || name.hasPrefix("at_") || trackers.contains(name)
  }

  private static let trackers: Set<String> = [
    "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "cmpid", "ocid", "ref", "source",
    "cmp", "rss", "feed", "ns_mchannel", "ns_source", "ns_campaign", "ito", "xtor", "share",
  ]
}
