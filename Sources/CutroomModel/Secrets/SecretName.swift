/// Tells from a name whether what it stands for is secret.
package enum SecretName {
  /// Whether a query parameter, an option, a header or a member of an object holds a secret.
  ///
  /// `token`, `api_key`, `accessKey`, `X-Amz-Signature` do; `keywords` and `monkey` do not.
  package static func isSecret(_ name: some Sequence<UInt8>) -> Bool {
    isSecret(words: words(of: name), among: parameterWords)
  }

  /// Whether a name says so by itself, also where it is no parameter: `key` alone does not.
  static func isPlainlySecret(_ name: some Sequence<UInt8>) -> Bool {
    isSecret(words: words(of: name), among: plainWords)
  }

  /// Whether the value of an environment variable is secret.
  ///
  /// A variable that names a place, such as `SSL_KEY_FILE`, is not.
  package static func isSecretVariable(_ name: String) -> Bool {
    let name = name.uppercased()
    let isPlace = ["_FILE", "_PATH", "_DIR", "_HOME", "_RING"].contains { name.hasSuffix($0) }
    return !isPlace && variableParts.contains { name.contains($0) }
  }

  private static let variableParts = [
    "KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL",
  ]

  private static let plainWords: Set<String> = [
    "apikey", "accesskey", "accesstoken", "authtoken", "passphrase", "passwd", "password",
    "secret", "signature", "token",
  ]

  private static let parameterWords = plainWords.union([
    "auth", "credential", "credentials", "key", "pass", "pwd", "sig",
  ])

  private static func isSecret(words name: [String], among secret: Set<String>) -> Bool {
    if name.count > 2, name[0] == "x", name[1] == "amz" || name[1] == "goog" { return true }
    // `keyFile` and `keyEnv` say where a secret is.
    if name.count > 1, let last = name.last, last == "file" || last == "env" { return false }
    if name.contains(where: secret.contains) { return true }
    // `api_key` and `API-Key` say by two words what `apikey` says by one.
    return zip(name, name.dropFirst()).contains { secret.contains($0 + $1) }
  }

  /// The words of a name, in lower case: what signs or a capital after a small letter part.
  private static func words(of name: some Sequence<UInt8>) -> [String] {
    var words: [String] = []
    var word = ""
    var wasSmall = false
    for byte in name {
      let isBig = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      if !word.isEmpty, !(isBig || isSmall || isDigit) || isBig && wasSmall {
        words.append(word)
        word = ""
      }
      if isBig || isSmall || isDigit {
        word.unicodeScalars.append(.init(isBig ? byte | 0x20 : byte))
      }
      wasSmall = isSmall
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
