import CutroomModel

/// The licences of Creative Commons.
enum OpenLicence {
  /// What people call a licence that has a code such as `by-sa` and a version such as `4.0`.
  static func name(_ code: String, version: String?) -> String {
    let name =
      switch code.lowercased() {
      case "cc0": "CC0"
      case "pdm": "Public Domain Mark"
      case let code: "CC \(code.uppercased())"
      }
    return version.map { "\(name) \($0)" } ?? name
  }

  /// Code and version of `https://creativecommons.org/licenses/by-sa/4.0/`; nil for anything else.
  static func parts(of url: String) -> (code: String, version: String?)? {
    let address = WebAddress(url)
    guard let host = address.host, host.hasSuffix("creativecommons.org") else { return nil }
    let parts = address.path.split(separator: "/").map { $0.lowercased() }
    guard parts.count >= 2 else { return nil }
    let version = parts.count > 2 ? parts[2] : nil
    switch (parts[0], parts[1]) {
    case ("publicdomain", "zero"): return ("cc0", version)
    case ("publicdomain", "mark"): return ("pdm", version)
    case ("licenses", let code): return (code, version)
    default: return nil
    }
  }

  /// Whether a video that is sold may hold it: it may be changed, and used commercially.
  static func allowsVideos(_ code: String) -> Bool {
    let terms = code.split(separator: "-")
    return !terms.contains("nd") && !terms.contains("nc")
  }
}
