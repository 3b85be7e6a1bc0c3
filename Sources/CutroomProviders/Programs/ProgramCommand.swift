import CutroomModel
import CutroomSystem

/// How a provider program is started.
struct ProgramCommand: Sendable {
  /// What is passed on of the user's environment.
  private static let kept = [
    "PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "http_proxy",
    "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY",
    "SSL_CERT_FILE", "SSL_CERT_DIR",
  ]
  /// The variable that holds a key which comes from a file.
  static let keyVariable = "CUTROOM_PROVIDER_KEY"

  let path: String
  let arguments: [String]
  let environment: [String]
  let folder: Folder

  /// Throws `ProviderFault` where the program is not there.
  init(
    _ settings: ProviderSettings,
    _ words: [String],
    key: String?,
    workspace: Folder,
    marks: [String],
    environment: (String) -> String?
  ) throws(ProviderFault) {
    guard let name = words.first,
      let path = ExecutableSearch.path(of: name, from: workspace.path)
    else {
      throw ProviderFault(
        .notFound,
        "the program of the provider \(settings.name) is not there or cannot be run: "
          + (words.first ?? "")
      )
    }
    self.path = path
    arguments = words
    folder = workspace
    var variables = Self.kept.compactMap { name in environment(name).map { "\(name)=\($0)" } }
    if let key {
      if case .environment(let variable)? = settings.key {
        variables.append("\(variable)=\(key)")
      } else {
        variables.append("\(Self.keyVariable)=\(key)")
      }
    }
    self.environment = variables + marks
  }
}

/// How long a provider program may take; all in milliseconds.
package struct ProgramPatience: Sendable {
  /// Until it has told what it can do.
  package var start: Int64
  /// Without a line, while a request is under way.
  package var silence: Int64
  /// For one request.
  package var whole: Int64
  /// Between being asked to end and being killed.
  package var grace: Int64

  package init(
    start: Int64 = 10_000,
    silence: Int64 = 300_000,
    whole: Int64 = 3_600_000,
    grace: Int64 = 10_000
  ) {
    self.start = start
    self.silence = silence
    self.whole = whole
    self.grace = grace
  }
}
