import CutroomModel
import CutroomStore
import CutroomSystem

/// What was bought, out of the cache or fresh.
struct Bought {
  let about: JSONValue
  /// Whether the cache has it.
  let isKept: Bool
  private let source: Source

  private enum Source {
    case cached(CachedFile)
    case bytes([UInt8])
    case brought(Folder, String)
  }

  init(_ answer: CacheAnswer) throws {
    switch answer {
    case .hit(let hit), .made(let hit):
      about = try hit.about() ?? [:]
      isKept = true
      source = .cached(hit.files[0])
    case .refused(_, let content), .lost(let content):
      about = content.about
      isKept = false
      source =
        switch content.files[0].source {
        case .bytes(let bytes): .bytes(bytes)
        case .copying(let folder, let name), .moving(let folder, let name): .brought(folder, name)
        case .pieces: preconditionFailure("an answer is a value or a file")
        }
    }
  }

  /// The file that was brought.
  func file() throws -> BoughtFile {
    switch source {
    case .cached(let file): return .cached(file)
    case .brought(let folder, let name): return .brought(folder, name)
    case .bytes: throw ProviderFault(.badAnswer, "the answer is no file")
    }
  }

  /// The value that a JSON answer holds.
  func json() throws -> JSONValue {
    switch source {
    case .bytes(let bytes): return try JSONReader.read(bytes)
    case .cached(let file): return try JSONReader.read(file.bytes())
    case .brought: throw ProviderFault(.badAnswer, "the answer is no JSON")
    }
  }
}
