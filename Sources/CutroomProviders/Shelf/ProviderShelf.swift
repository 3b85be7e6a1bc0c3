package import CutroomModel
package import CutroomStore
package import CutroomSystem

/// The providers of a workspace by name, each opened when it is first asked for.
package final class ProviderShelf: Sendable {
  private let settings: [String: ProviderSettings]
  private let web: any WebTransport
  private let workspace: Folder
  private let secrets: Secrets
  private let environment: @Sendable (String) -> String?
  private let marks: [String]
  private let clock: SystemClock
  /// Programs are opened one at a time: each may take seconds.
  private let turn = Mailbox<Void>()
  private let opened = Locked<[String: any Provider]>([:])

  /// Opens nothing yet.
  ///
  /// `marks` stand in the environment of every program that is started, such as `CUTROOM_RUN=…`.
  /// Every key that is read is learnt by `secrets` before anything is done with it.
  package init(
    _ settings: [ProviderSettings],
    web: any WebTransport,
    workspace: Folder,
    secrets: Secrets,
    environment: @escaping @Sendable (String) -> String? = { ThisProcess.environment($0) },
    marks: [String] = [],
    clock: SystemClock = .real
  ) {
    self.settings = Dictionary(settings.map { ($0.name, $0) }) { _, last in last }
    self.web = web
    self.workspace = workspace
    self.secrets = secrets
    self.environment = environment
    self.marks = marks
    self.clock = clock
    turn.post(())
  }

  deinit { close() }

  /// In order.
  package var names: [String] { settings.keys.sorted() }

  /// What hides every key that was read, and all other secrets that are known.
  var redaction: Redaction { secrets.redaction }

  /// What the settings say of a provider; nil where they name none like that.
  package func settings(of name: String) -> ProviderSettings? { settings[name] }

  /// The provider of a name; opening it ends when `cancellation` comes.
  ///
  /// Throws `ProviderFault`, or `ProviderKeyError` where its key cannot be had.
  package func provider(
    _ name: String,
    cancellation: Cancellation? = nil
  ) throws -> any Provider {
    if let provider = opened.withLock({ $0[name] }) { return provider }
    guard let settings = settings[name] else { throw ProviderFault.unknown(name, among: names) }
    while turn.take(withinMilliseconds: 100) == nil {
      if cancellation?.isCancelled == true {
        throw ProviderFault(.cancelled, "\(name) was not asked")
      }
    }
    defer { turn.post(()) }
    if let provider = opened.withLock({ $0[name] }) { return provider }
    let provider = try open(settings, cancellation)
    opened.withLock { $0[name] = provider }
    return provider
  }

  /// The provider of a name; what is wrong with its key is a fault too.
  func opened(
    _ name: String,
    cancellation: Cancellation? = nil
  ) throws(ProviderFault) -> any Provider {
    do { return try provider(name, cancellation: cancellation) } catch let fault as ProviderFault {
      throw fault
    } catch {
      throw ProviderFault(error is ProviderKeyError ? .auth : .server, "\(name): \(error)")
    }
  }

  /// The key of a provider; nil where it has none and needs none.
  package func key(of name: String) throws(ProviderKeyError) -> String? {
    guard let settings = settings[name] else { return nil }
    guard let place = settings.key else {
      if case .builtin(let service) = settings.maker, service.needsKey { throw .notConfigured }
      return nil
    }
    let key = try ProviderKey.read(place, workspace: workspace, environment: environment)
    secrets.learn([key])
    return key
  }

  /// Ends the programs that were opened, with all that bears their marks; each has a moment to go by
  /// itself, unless `hurried`.
  package func close(hurried: Cancellation? = nil) {
    let all = opened.withLock { opened in
      defer { opened = [:] }
      return opened.values.compactMap { $0 as? ProgramProvider }
    }
    if all.isEmpty { return }
    for program in all { program.letGo() }
    for program in all { program.close(hurried: hurried) }
    for mark in marks { _ = try? ProcessTable.killAll(withEnvironment: mark) }
  }

  /// The provider as far as it says what it can do: a service also where its key is missing.
  func described(_ settings: ProviderSettings) throws -> any Provider {
    guard case .builtin(let service) = settings.maker else { return try provider(settings.name) }
    let key = try? key(of: settings.name)
    return service.open(settings, key: key, web: web, clock: clock)
  }

  private func open(
    _ settings: ProviderSettings,
    _ cancellation: Cancellation?
  ) throws -> any Provider {
    let key = try key(of: settings.name)
    switch settings.maker {
    case .builtin(let service):
      return service.open(settings, key: key, web: web, clock: clock)
    case .program:
      return try ProgramProvider(
        settings,
        key: key,
        workspace: workspace,
        marks: marks,
        environment: environment,
        clock: clock,
        cancellation: cancellation
      )
    }
  }
}

extension ProviderFault {
  static func unknown(_ name: String, among names: [String]) -> ProviderFault {
    let known =
      names.isEmpty
      ? "pipeline.json names none" : "there are: " + names.joined(separator: ", ")
    return ProviderFault(.notFound, "there is no provider \(name); \(known)")
  }
}
