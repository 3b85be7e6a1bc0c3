/// A JSON value that a language model is to make.
package struct TextRequest: CacheRequest {
  package static var kind: CacheKind { .items }

  /// What tells the provider from others.
  package let provider: String
  /// What a program says of its version; empty for a service.
  package let version: String
  package let job: TextJob
  /// The moment, microseconds since 1970, from which on an answer is wanted beside the older one that
  /// there is; nil for the one that everybody takes.
  package var since: Int64?

  package init(provider: String, version: String = "", job: TextJob) {
    self.provider = provider
    self.version = version
    self.job = job
  }

  package var parts: JSONValue {
    var parts: JSONValue = [
      "asks": "text", "provider": .string(provider), "version": .string(version),
      "model": .string(job.model),
      "system": .string(job.system), "prompt": .string(job.prompt), "schema": job.schema,
    ]
    if let repair = job.repair {
      parts["repair"] = [
        "answer": .string(repair.answer), "faults": .array(repair.faults.map { .string($0) }),
      ]
    }
    parts["since"] = since.map { .integer($0) }
    return parts
  }
}

/// A search at a provider.
package struct SearchRequest: CacheRequest {
  package static var kind: CacheKind { .items }

  /// What tells the provider from others.
  package let provider: String
  /// What a program says of its version; empty for a service.
  package let version: String
  package let job: SearchJob

  package init(provider: String, version: String = "", job: SearchJob) {
    self.provider = provider
    self.version = version
    self.job = job
  }

  package var parts: JSONValue {
    [
      "asks": "search", "provider": .string(provider), "version": .string(version),
      "query": .string(job.query), "kinds": .array(job.kinds.map { .string($0.rawValue) }),
      "limit": .integer(Int64(job.limit)),
      "width": .integer(Int64(job.width)), "height": .integer(Int64(job.height)),
      "language": .string(job.language),
    ]
  }
}
