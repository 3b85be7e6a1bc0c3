import CutroomModel
import CutroomStore
import CutroomSystem

/// The versions of the programs among the providers, each asked for once in a run.
///
/// A program that cannot be asked has the version that it told last: what it answered then is good for
/// whoever has no such program, or no key for it.
final class ProgramVersions: Sendable {
  private let known = Locked<[String: String]>([:])

  /// What a program says of its version; empty for a service, which says nothing of the kind.
  ///
  /// Throws `ProviderFault` where the program cannot be asked and never was.
  func version(
    of settings: ProviderSettings,
    _ session: DeskSession,
    cancellation: Cancellation
  ) throws -> String {
    guard case .program = settings.maker else { return "" }
    if let version = known.withLock({ $0[settings.name] }) { return version }
    let cache = try session.cache.open()
    let request = VersionRequest(provider: settings.identity)
    let last = try? Self.last(CacheKey(request), cache)
    let version: String
    do throws(ProviderFault) {
      version = try session.shelf.opened(settings.name, cancellation: cancellation)
        .capabilities.version
      if version != last { Self.keep(version, request, cache) }
    } catch {
      guard let last, error.code != .cancelled else { throw error }
      version = last
    }
    known.withLock { $0[settings.name] = version }
    return version
  }

  private static func last(_ key: CacheKey, _ cache: Cache) throws -> String? {
    guard let file = try cache.find(key)?.files.first else { return nil }
    return try JSONReader.read(file.bytes()).string
  }

  /// Where that cannot be done, the next run asks again.
  private static func keep(_ version: String, _ request: VersionRequest, _ cache: Cache) {
    let content = CacheContent(
      .bytes(JSONWriter.canonical(.string(version))),
      ending: "json",
      about: request.parts
    )
    _ = try? cache.insert(content, under: CacheKey(request), replacing: true)
  }
}
