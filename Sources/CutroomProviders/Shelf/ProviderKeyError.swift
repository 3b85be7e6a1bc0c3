import CutroomModel
package import CutroomSystem

/// Why the key of a provider cannot be had; never says the key.
package enum ProviderKeyError: Error, Equatable, Sendable {
  /// The settings name neither a variable nor a file.
  case notConfigured
  case unset(variable: String)
  case missing(file: String)
  /// Not a regular file: a link, a folder, a pipe.
  case notAFile(file: String)
  case notOwn(file: String)
  /// Others may read or write it.
  case open(file: String, mode: UInt32)
  case tooLarge(file: String)
  case unreadable(file: String, SystemError)
  /// Empty, of several lines, or with characters that no key has; `place` is a variable or a file.
  case malformed(place: String)
  /// It could not be told from ordinary words, and so not be kept out of what is written.
  case tooShort(place: String)
}

extension ProviderKeyError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notConfigured: "it needs a key, and the settings name none"
    case .unset(let variable): "the environment variable \(variable) is not set"
    case .missing(let file): "the key file \(file) is not there"
    case .notAFile(let file): "the key file \(file) is not a regular file"
    case .notOwn(let file): "the key file \(file) belongs to somebody else"
    case .open(let file, let mode):
      "the key file \(file) can be read or written by others (mode 0\(String(mode, radix: 8)))"
    case .tooLarge(let file): "the key file \(file) is larger than \(ProviderKey.largest) bytes"
    case .unreadable(let file, let error): "the key file \(file) cannot be read: \(error.code)"
    case .malformed(let place): "\(place) does not hold a key: one line of visible ASCII"
    case .tooShort(let place):
      "the key in \(place) has fewer than \(Redaction.shortestValue) characters"
    }
  }
}
