private import CEspeak
package import CutroomModel

/// The voices that are installed, and the names that they answer to.
package struct VoiceCatalogue {
  package let voices: [Voice]
  private let variants: Set<String>
  /// The voice that claims a language most strongly.
  private let best: [String: Claim]

  private struct Claim {
    var priority: CChar
    var language: String
    var identifier: String
  }

  /// Reads the engine's voice files.
  package static func read() throws(WorkerFailure) -> VoiceCatalogue {
    _ = try SpeechLibrary.start()
    return VoiceCatalogue()
  }

  private init() {
    var voices: [Voice] = []
    var best: [String: Claim] = [:]
    for entry in Self.list(language: nil) {
      let claims = Self.claims(entry)
      voices.append(Self.voice(entry, claims))
      for claim in claims where claim.priority < best[claim.language]?.priority ?? .max {
        best[claim.language] = claim
      }
    }
    self.voices = voices.sorted { ($0.name, $0.identifier) < ($1.name, $1.identifier) }
    self.best = best
    variants = Set(Self.list(language: "variant").map(Self.identifier))
  }

  /// The engine's own name of a voice asked for by name, identifier, title or language, with a
  /// variant after a `+` where one is wanted.
  ///
  /// The engine would take a path for a name; only listed voices get through. Throws
  /// `unknown-voice`.
  func identifier(of name: String) throws(WorkerFailure) -> String {
    let parts = name.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let wanted = parts.first?.lowercased() ?? ""
    let identifier =
      voices.first { $0.name.lowercased() == wanted }?.identifier
      ?? voices.first { $0.identifier.lowercased() == wanted }?.identifier
      ?? voices.first { $0.title.lowercased() == wanted }?.identifier
      ?? best[wanted]?.identifier
    guard let identifier else {
      throw WorkerFailure(.unknownVoice, "the speech engine has no voice \"\(name)\"")
    }
    guard parts.count == 2 else { return identifier }
    guard variants.contains("!v/\(parts[1])") else {
      throw WorkerFailure(.unknownVoice, "the speech engine has no voice variant \"\(parts[1])\"")
    }
    return "\(identifier)+\(parts[1])"
  }

  // MARK: - What the engine lists

  private static func list(language: String?) -> [espeak_VOICE] {
    var wanted = espeak_VOICE()
    let first =
      language?.withCString { language in
        wanted.languages = language
        return espeak_ListVoices(&wanted)
      } ?? espeak_ListVoices(nil)
    guard var entry = first else { return [] }
    var voices: [espeak_VOICE] = []
    while let voice = entry.pointee {
      voices.append(voice.pointee)
      entry += 1
    }
    return voices
  }

  private static func voice(_ entry: espeak_VOICE, _ claims: [Claim]) -> Voice {
    let identifier = identifier(entry)
    return Voice(
      name: claims.first?.language ?? identifier,
      title: entry.name.map { String(cString: $0) } ?? identifier,
      languages: claims.map(\.language),
      identifier: identifier
    )
  }

  private static func identifier(_ entry: espeak_VOICE) -> String {
    entry.identifier.map { String(cString: $0) } ?? ""
  }

  /// Reads pairs of a priority byte and a zero-terminated tag, ended by a zero priority.
  private static func claims(_ entry: espeak_VOICE) -> [Claim] {
    guard var place = entry.languages else { return [] }
    var claims: [Claim] = []
    while place.pointee != 0 {
      let tag = String(cString: place + 1)
      claims.append(
        Claim(priority: place.pointee, language: tag.lowercased(), identifier: identifier(entry))
      )
      place += tag.utf8.count + 2
    }
    return claims
  }
}
