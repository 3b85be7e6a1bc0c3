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
  ) throws(ProviderFault) -> String {
    guard settings.isProgram else { return "" }
    if let version = known.withLock({ $0[settings.name] }) { return version }
    let last = last(of: settings, session)
    let version: String
    do throws(ProviderFault) {
      version = try session.shelf.opened(settings.name, cancellation: cancellation)
        .capabilities.version
      if version != last { Self.keep(version, of: settings, session) }
    } catch {
      guard let last, error.code != .cancelled else { throw error }
      version = last
    }
    known.withLock { $0[settings.name] = version }
    return version
  }

  /// What a program said of its version when it was asked last; nil where it never was, and for a
  /// service.
  func last(of settings: ProviderSettings, _ session: DeskSession) -> String? {
    guard settings.isProgram else { return nil }
    let key = CacheKey(VersionRequest(provider: settings.identity))
    guard let file = try? session.cache.open().find(key)?.files.first else { return nil }
    return try? JSONReader.read(file.bytes()).string
  }

  /// Where that cannot be done, the next run asks again.
  private static func keep(
    _ version: String,
    of settings: ProviderSettings,
    _ session: DeskSession
  ) {
    let request = VersionRequest(provider: settings.identity)
    let content = CacheContent(
      .bytes(JSONWriter.canonical(.string(version))),
      ending: "json",
      about: request.parts
    )
    _ = try? session.cache.open().insert(content, under: CacheKey(request), replacing: true)
  }
}
