package import CutroomModel
import CutroomStore
package import CutroomSystem

/// Processes that all ask for the same things at once: each thing may be made once.
package enum OnceTrial {
  package static let keys = (0..<40).map { number in
    CacheKey(
      kind: .tts,
      digest: Digest(bytes: SHA256.hash(Array("once \(number)".utf8))) ?? .zero
    )
  }

  /// Asks for every key from several threads; a line goes into `made` for each that this process makes.
  package static func ask(_ folder: Folder, threads: Int) throws {
    let cache = try Cache(folder)
    let log = try folder.openAppending("made", mode: 0o600)
    let failures = Locked<[String]>([])
    func askAll() {
      for (number, key) in keys.enumerated() {
        do {
          _ = try cache.find(key) {
            try log.writeAll(Array("\(number)\n".utf8))
            _ = try Waiting.poll([], milliseconds: 2)
            return CacheContent(.bytes([UInt8(number)]), ending: "bin")
          }
        } catch { failures.withLock { $0.append("\(error)") } }
      }
    }
    try runSideBySide(threads, askAll)
    if let first = failures.withLock({ $0.first }) {
      throw KilledWorker.Wrong(description: first)
    }
  }

  private static func runSideBySide(_ threads: Int, _ body: @escaping () -> Void) throws {
    nonisolated(unsafe) let body = body
    let running = try (0..<threads).map { _ in try WorkThread { body() } }
    for thread in running { thread.join() }
  }
}
