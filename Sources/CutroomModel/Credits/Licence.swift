/// A licence as a sidecar names it, with the name and the address under which it is known.
package struct Licence: Hashable, Sendable {
  package let name: String
  /// Where it can be read; nil where nobody knows.
  package let url: String?

  private init(_ name: String, _ url: String?) {
    self.name = name
    self.url = url
  }

  /// Nil where nothing is written; `url` is where somebody says that it can be read.
  package init?(_ written: String?, url: String? = nil) {
    let text = (written ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if text.isEmpty { return nil }
    let known = Self.creativeCommons(text) ?? Self.ofService(text) ?? Self.other(text)
    // A version of a country, say, is another text than the one that the name alone stands for.
    let isExact = url.flatMap { WebAddress($0).host }?.hasSuffix("creativecommons.org") == true
    self = Licence(known.name, isExact ? url : known.url ?? url)
  }

  private static func other(_ text: String) -> Licence {
    Licence(text, WebAddress(text).isWeb ? text : nil)
  }

  /// Services whose own licence stands for all that they offer.
  private static func ofService(_ text: String) -> Licence? {
    let words = text.lowercased()
    guard words.contains("licen") || !words.contains(" ") else { return nil }
    if words.contains("pexels") {
      return Licence("Pexels License", "https://www.pexels.com/license/")
    }
    if words.contains("pixabay") {
      return Licence("Pixabay Content License", "https://pixabay.com/service/license-summary/")
    }
    return nil
  }

  // MARK: - Creative Commons

  private static let site = "https://creativecommons.org"

  /// `CC BY-SA 4.0`, `cc-by-sa-4.0`, an address of creativecommons.org, `CC0`, `PDM`.
  private static func creativeCommons(_ text: String) -> Licence? {
    let lower = text.lowercased()
    let isAddress = lower.contains("creativecommons.org/")
    let words = lower.split { !($0.isLetter || $0.isNumber || $0 == ".") }.map(String.init)
    let version = words.first(where: isVersion)
    if isAddress ? lower.contains("/publicdomain/zero/") : words.first == "cc0" {
      return Licence("CC0 1.0", "\(site)/publicdomain/zero/1.0/")
    }
    let isMark = isAddress ? lower.contains("/publicdomain/mark/") : words.first == "pdm"
    if isMark || lower.hasPrefix("public domain mark") {
      return Licence("Public Domain Mark 1.0", "\(site)/publicdomain/mark/1.0/")
    }
    guard isAddress || words.first == "cc" || lower.hasPrefix("creative commons") else {
      return nil
    }
    var terms = isAddress ? words.drop { $0 != "licenses" }.dropFirst().map(\.self) : words
    if lower.hasPrefix("creative commons") { terms = terms.compactMap { names[$0] } }
    let known = ["by", "nc", "nd", "sa"].filter(terms.contains)
    guard known.first == "by" else { return nil }
    let code = known.joined(separator: "-")
    let name = "CC \(code.uppercased())"
    guard let version else { return Licence(name, nil) }
    return Licence("\(name) \(version)", "\(site)/licenses/\(code)/\(version)/")
  }

  private static func isVersion(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }

  /// What the long names of licences are made of.
  private static let names = [
    "attribution": "by", "noncommercial": "nc", "noderivatives": "nd", "noderivs": "nd",
    "sharealike": "sa",
  ]
}
