package import CutroomModel
import CutroomStore

extension ProviderDesk {
  /// A JSON value that keeps the job's schema and has no `faults`, after one repair round at most.
  package func text(
    _ job: TextJob,
    _ asking: Asking,
    faults: (JSONValue) -> [String] = { _ in [] }
  ) throws -> JSONValue {
    func wrong(_ answer: JSONValue) -> [String] {
      let found = SchemaFaults.find(in: answer, job.schema)
      let wrong = found.isEmpty ? faults(answer) : found
      if wrong.isEmpty { return [] }
      asking.log("the answer of \(asking.provider) does not fit: \(wrong.list)")
      return wrong
    }
    let first = try buy(job, asking)
    let wrongAtFirst = wrong(first.value)
    if wrongAtFirst.isEmpty {
      try keep(first.value, insteadOfTheOneBeside: first, asking)
      return first.value
    }
    var job = job
    let shown = String(decoding: JSONWriter.canonical(first.value), as: UTF8.self)
    job.repair = TextJob.Repair(answer: shown, faults: wrongAtFirst)
    let repaired = try buy(job, asking)
    let wrongStill = wrong(repaired.value)
    guard wrongStill.isEmpty else {
      // Another run may get a better one; what came first is repaired again.
      _ = try session().cache.open().drop(repaired.place)
      throw ProviderFault(
        .badAnswer,
        "\(asking.provider) answered twice what does not fit: \(wrongStill.list)"
      )
    }
    try keep(repaired.value, insteadOfTheOneBeside: first, asking)
    return repaired.value
  }

  // MARK: -

  /// A text that may fit or not.
  private struct BoughtText {
    let value: JSONValue
    /// By which everybody finds it.
    let key: CacheKey
    /// Where it is kept.
    let place: CacheKey
  }

  private func buy(_ job: TextJob, _ asking: Asking) throws -> BoughtText {
    let counter = try counter(asking)
    let request = try counter.request { version in
      TextRequest(provider: counter.settings.identity, version: version, job: job)
    }
    let (key, place) = (CacheKey(request), try place(of: request, asking))
    let bought = try counter.buy(.text(job), key, at: place) { answer, _ in
      guard case .text(let answered) = answer.result else { throw Self.otherAnswer(asking) }
      return Self.content(of: counter.session.shelf.redaction.json(answered, .document))
    }
    return BoughtText(value: try bought.json(), key: key, place: place)
  }

  private static func content(of value: JSONValue) -> CacheContent {
    CacheContent(.bytes(JSONWriter.canonical(value)), ending: "json", isBought: true)
  }

  /// Where an answer is kept: beside an older one, where that is asked for anew, until it is known to
  /// fit.
  private func place(of request: TextRequest, _ asking: Asking) throws -> CacheKey {
    let key = CacheKey(request)
    guard let moment = asking.since,
      let older = try session().cache.open().find(key, isUse: false), older.createdAt < moment
    else { return key }
    var beside = request
    beside.since = moment
    return CacheKey(beside)
  }

  /// Lets what fits take the place of the older answer beside which `bought` is kept, if it is.
  private func keep(
    _ value: JSONValue,
    insteadOfTheOneBeside bought: BoughtText,
    _ asking: Asking
  ) throws {
    if bought.place == bought.key { return }
    let session = try session()
    let project = session.purchases.project
    do {
      let cache = try session.cache.open()
      let outcome = try cache.insert(
        Self.content(of: value),
        under: bought.key,
        replacing: true,
        holding: true
      )
      if case .refused(let refusal) = outcome {
        asking.log("the older answer stays in the cache: \(refusal)")
        return
      }
      try cache.pin(bought.key, for: project, askedBy: asking.fingerprint)
      _ = try cache.unpin(bought.place, for: project)
    } catch {
      // It is paid for and good, wherever it is kept.
      asking.log("the answer is kept beside the older one: \(error)")
    }
  }
}

extension [String] {
  fileprivate var list: String { joined(separator: "; ") }
}
