package import CutroomModel
package import CutroomStore
package import CutroomSystem

/// Where stages ask providers: what was bought once is taken from the cache, limits and the budget
/// are kept, and an intent is durable before money may be spent.
package final class ProviderDesk: Sendable {
  package init() {}

  /// A JSON value that keeps the job's schema, after one repair round at most.
  package func text(_ job: TextJob, _ asking: Asking) throws -> JSONValue {
    throw ProviderFault(.notFound, "there is no provider \(asking.provider)")
  }

  /// A spoken line, kept in the cache.
  package func speech(_ job: SpeechJob, _ asking: Asking) throws -> BoughtSpeech {
    throw ProviderFault(.notFound, "there is no provider \(asking.provider)")
  }

  /// What fits, best first.
  package func search(_ job: SearchJob, _ asking: Asking) throws -> [Candidate] {
    throw ProviderFault(.notFound, "there is no provider \(asking.provider)")
  }

  /// The bytes of a candidate: downloaded, probed whole, and kept in the cache.
  package func take(_ candidate: Candidate, _ asking: Asking) throws -> CacheHit {
    throw ProviderFault(.notFound, "there is no provider \(asking.provider)")
  }

  /// What the results of a provider depend on beside the request, for fingerprints: asks nothing.
  package func identity(of provider: String) throws -> String {
    throw ProviderFault(.notFound, "there is no provider \(provider)")
  }
}

/// Who asks, and where to work.
package struct Asking: Sendable {
  /// The name that `settings.providers` gives it.
  package var provider: String
  package var item: ItemKey
  /// The attempt's folder: files of the answer go to a folder of their own inside.
  package var folder: Folder
  package var cancellation: Cancellation
  package var progress: @Sendable (Double) -> Void
  package var log: @Sendable (String) -> Void

  package init(
    provider: String,
    item: ItemKey,
    folder: Folder,
    cancellation: Cancellation,
    progress: @escaping @Sendable (Double) -> Void,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.provider = provider
    self.item = item
    self.folder = folder
    self.cancellation = cancellation
    self.progress = progress
    self.log = log
  }
}

/// A line that was spoken by a provider.
package struct BoughtSpeech: Sendable {
  package var audio: CacheHit
  /// Nil where the provider does not tell when a word is said.
  package var words: [Timestamps.Word]?

  package init(audio: CacheHit, words: [Timestamps.Word]?) {
    self.audio = audio
    self.words = words
  }
}
