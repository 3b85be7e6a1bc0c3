import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Probes files, those that the cache knows without a worker.
struct CachedProbe: Sendable {
  let cache: ProbeCache?
  let workers: MediaWorkers
  let deep: Bool
  let hash: Bool
  let clock: SystemClock

  private static let readingDeadline: Duration = .seconds(10)
  private static let deepReadingDeadline: Duration = .seconds(600)

  /// The entry of a target in an answer; blocks, and may be called from several threads.
  func answer(_ target: ProbeTarget) -> JSONValue {
    switch target {
    case .nothing(let path, let failure): entry(path, .failure(failure))
    case .file(let path): answer(path)
    }
  }

  private func answer(_ path: String) -> JSONValue {
    let lookedAt = clock.now() &* 1000
    let facts = cache == nil ? nil : Self.facts(of: path)
    if let facts, let found = cache?.entry(of: facts, deep: deep, hash: hash) {
      return found.named(path)
    }
    let entry = measured(path)
    // What kept a file from being decoded may have passed by the next time.
    if let facts, entry["error"] == nil, !entry.isUndecoded, Self.facts(of: path) == facts {
      cache?.keep(entry, of: facts, deep: deep, lookedAt: lookedAt)
    }
    return entry
  }

  private func measured(_ path: String) -> JSONValue {
    do throws(ProbeFailure) {
      if !deep, !hash {
        return try workers.probedJSON(path: path, deadline: Self.readingDeadline).named(path)
      }
      let facts = try workers.probe(
        path: path,
        deep: deep,
        hash: hash,
        deadline: deep ? Self.deepReadingDeadline : Self.readingDeadline
      )
      return entry(path, .success(facts))
    } catch {
      return entry(path, .failure(error))
    }
  }

  private func entry(_ path: String, _ result: Result<ProbeFacts, ProbeFailure>) -> JSONValue {
    let answer = ProbeAnswer(path: path, result: result)
    // What is Codable and has no odd number can be written.
    return (try? DocumentCoding.plainValue(answer)) ?? ["path": .string(path)]
  }

  private static func facts(of path: String) -> FileFacts? {
    guard let file = try? Descriptor.openForReading(path) else { return nil }
    return try? FileFacts(descriptor: file.raw)
  }
}

extension JSONValue {
  /// An entry for a file of this name.
  fileprivate func named(_ path: String) -> JSONValue {
    var entry = self
    entry["path"] = .string(path)
    entry["format"]?["filename"] = .string(path)
    return entry
  }
}
