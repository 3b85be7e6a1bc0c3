package import CutroomModel
import CutroomStore
package import CutroomSystem

/// Where stages ask providers: what was bought once is taken from the cache, limits and the budget
/// are kept, and an intent is durable before money may be spent.
///
/// Every call blocks, and throws `ProviderFault` where nothing was brought; what the disk, the journal and
/// the caller's own checks say goes through as it is.
package final class ProviderDesk: Sendable {
  private let current = Locked<DeskSession?>(nil)

  package init() {}

  /// Opens the desk for a run.
  package func begin(_ session: DeskSession) { current.withLock { $0 = session } }

  /// Closes it, and lets go of the programs that were asked, without patience once `hurried`.
  package func end(hurried: Cancellation? = nil) {
    let session = current.withLock { current in
      defer { current = nil }
      return current
    }
    session?.shelf.close(hurried: hurried)
  }

  /// A spoken line, kept in the cache once `check` has not thrown.
  package func speech(
    _ job: SpeechJob,
    _ asking: Asking,
    check: (borrowing Descriptor) throws -> Void = { _ in }
  ) throws -> BoughtSpeech {
    let counter = try counter(asking)
    let request = try counter.request { version in
      try SpeechRequest(
        provider: counter.settings.identity,
        model: job.model,
        modelVersion: version,
        voice: job.voice,
        language: job.language,
        speed: job.speed,
        format: job.format,
        sampleRate: 0,
        text: job.text,
        adapter: Self.adapter
      )
    }
    let bought = try counter.buy(.speech(job), CacheKey(request)) { answer, folder in
      guard case .speech(let line) = answer.result else { throw Self.otherAnswer(asking) }
      var about: JSONValue = ["provider": .string(asking.provider), "request": request.parts]
      about["words"] = try line.words.map { try DocumentCoding.plainValue($0) }
      try check(folder.openFile(line.file))
      return CacheContent(.moving(folder, line.file), ending: job.format, about: about)
    }
    let words = try bought.about["words"].map { words in
      try DocumentCoding.decode([Timestamps.Word].self, from: words, path: "words")
    }
    return BoughtSpeech(audio: try bought.file(), words: words)
  }

  /// What fits, best first.
  package func search(_ job: SearchJob, _ asking: Asking) throws -> [Candidate] {
    let counter = try counter(asking)
    let request = try counter.request { version in
      SearchRequest(provider: counter.settings.identity, version: version, job: job)
    }
    // Services ask that a search be kept for a day, and that no more be made of it.
    let expiry = counter.session.clock.now() + 86_400_000_000
    let bought = try counter.buy(.search(job), CacheKey(request)) { answer, _ in
      guard case .candidates(let found) = answer.result else { throw Self.otherAnswer(asking) }
      let candidates = try found.hiding(counter.session.shelf.redaction, asking)
      let bytes = JSONWriter.canonical(try DocumentCoding.plainValue(candidates))
      return CacheContent(.bytes(bytes), ending: "json", expiresAt: expiry, isBought: true)
    }
    return try DocumentCoding.decode([Candidate].self, from: bought.json(), path: "candidates")
  }

  // MARK: -

  /// Raised when the same request is made of a job in another way.
  private static let adapter = 1

  func session() throws -> DeskSession {
    guard let session = current.withLock({ $0 }) else {
      throw ProviderFault(.invalidInput, "no run asks providers here")
    }
    return session
  }

  /// Where one thing is bought of the provider that is asked.
  func counter(_ asking: Asking) throws -> PurchaseCounter {
    let session = try session()
    guard let settings = session.shelf.settings(of: asking.provider) else {
      throw ProviderFault.unknown(asking.provider, among: session.shelf.names)
    }
    return PurchaseCounter(session, settings, asking)
  }

  static func otherAnswer(_ asking: Asking) -> ProviderFault {
    ProviderFault(.badAnswer, "\(asking.provider) answered something else than it was asked for")
  }
}
