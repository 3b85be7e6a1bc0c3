package import CutroomModel
package import CutroomSystem

/// A provider that is a program: started once, asked one request after the other.
///
/// What it answers is checked against the contract of docs/providers.md; a program that breaks it
/// is ended, and started anew for the next request.
package final class ProgramProvider: Provider {
  package let capabilities: ProviderCapabilities
  package let documentedLimits: [RateLimit]

  private let name: String
  private let opening: ProgramOpening
  private let patience: ProgramPatience
  private let redaction: Redaction
  private let starter: ChildStarter
  private let told: (ProviderCapabilities, [RateLimit])
  /// Whoever has it speaks with the program.
  private let turn = Mailbox<Void>()
  private let state: Locked<State>

  private struct State {
    var session: ProgramSession?
    var asked = 0
    var isClosed = false
  }

  /// Starts the program and asks what it can do; throws `ProviderFault`, also when `cancellation` comes
  /// before it has told.
  ///
  /// `marks` stand in its environment as they are. The process must ignore `SIGPIPE`.
  package init(
    _ settings: ProviderSettings,
    key: String?,
    workspace: Folder,
    marks: [String] = [],
    environment: (String) -> String? = { ThisProcess.environment($0) },
    patience: ProgramPatience = ProgramPatience(),
    clock: SystemClock = .real,
    cancellation: Cancellation? = nil
  ) throws {
    guard case .program(let words) = settings.maker else {
      throw ProviderFault(.invalidInput, "the provider \(settings.name) is no program")
    }
    name = settings.name
    let command = try ProgramCommand(
      settings,
      words,
      key: key,
      workspace: workspace,
      marks: marks,
      environment: environment
    )
    self.patience = patience
    redaction = Redaction(values: key.map { [$0] } ?? [])
    starter = try ChildStarter()
    opening = ProgramOpening(
      name: name,
      command: command,
      patience: patience,
      clock: clock,
      redaction: redaction
    )
    let session = try opening.start(starter)
    told = try opening.introduction(session, cancellation: cancellation)
    var capabilities = told.0
    capabilities.isIdempotent = settings.isIdempotent ?? capabilities.isIdempotent
    capabilities.isPaid = capabilities.isPaid || settings.price != nil
    self.capabilities = capabilities
    documentedLimits = told.1
    state = Locked(State(session: session))
    turn.post(())
  }

  deinit { close() }

  package func perform(_ request: ProviderRequest, _ call: ProviderCall) throws -> ProviderAnswer {
    guard capabilities.tasks.contains(request.task) else {
      throw ProviderFault(.invalidInput, "\(name) cannot be asked for \(request.task.rawValue)")
    }
    try takeTurn(call)
    defer { turn.post(()) }
    let session = try readySession(call)
    try call.willSend()
    let id = state.withLock { state in
      state.asked += 1
      return String(state.asked)
    }
    do {
      return try ask(session, id, request, call)
    } catch let trouble as ProgramSession.Trouble {
      drop(session)
      session.stop(graceMilliseconds: patience.grace, hurried: call.killSwitch)
      throw fault(trouble, wasTaken: session.hasTaken).hiding(redaction)
    } catch let fault as ProviderFault {
      throw fault.hiding(redaction)
    }
  }

  /// Lets the program know that nothing more will be asked.
  package func letGo() { state.withLock { $0.session }?.closeInput() }

  /// Lets the program end: its standard input is closed, and it has a moment to go, unless `hurried`.
  package func close(hurried: Cancellation? = nil) {
    let session = state.withLock { state in
      state.isClosed = true
      defer { state.session = nil }
      return state.session
    }
    session?.end(graceMilliseconds: patience.grace, hurried: hurried)
    starter.close()
  }

  // MARK: - One request

  private func takeTurn(_ call: ProviderCall) throws {
    if turn.takeIfPresent() != nil { return }
    var isMine = false
    try call.aside {
      while !isMine, !call.cancellation.isCancelled {
        isMine = turn.take(withinMilliseconds: 100) != nil
      }
    }
    if !isMine { throw ProviderFault(.cancelled, "\(name) was not asked") }
  }

  private func ask(
    _ session: ProgramSession,
    _ id: String,
    _ request: ProviderRequest,
    _ call: ProviderCall
  ) throws -> ProviderAnswer {
    var exchange = ProgramExchange(id: id, request: request)
    var end: ProgramExchange.Action?
    let value = ProgramRequest.value(
      id: id,
      request,
      idempotencyKey: call.idempotencyKey,
      folder: Self.absolute(call.folder.path),
      job: call.job
    )
    func handle(_ lines: [[UInt8]]) throws -> Bool {
      for line in lines {
        switch try exchange.take(line) {
        case .progress(let fraction)?: call.progress(fraction)
        case .submitted(let job)? where redaction.text(job, .document) != job:
          throw ProgramEvent.Malformed(reason: "a job whose name holds a key")
        case .submitted(let job)?: try call.submitted(job)
        case .answer(let answer)?: end = .answer(answer)
        case .fault(let fault)?: end = .fault(fault)
        case nil: break
        }
      }
      return exchange.isDone
    }
    try session.converse(
      ProgramRequest.line(value),
      silence: patience.silence,
      whole: patience.whole,
      cancellation: call.interruption,
      log: call.log,
      handle: handle
    )
    if case .fault(let fault)? = end { throw fault }
    guard case .answer(let answer)? = end else {
      throw ProgramSession.Trouble.malformed(.init(reason: "no answer"))
    }
    try check(answer, in: call.folder)
    return answer
  }

  /// The file must be there, below the folder, regular and not empty.
  private func check(_ answer: ProviderAnswer, in folder: Folder) throws {
    guard let path = ProgramResult.file(of: answer) else { return }
    guard let file = try? folder.openFile(path) else {
      throw bad("names a file that is not in its folder, or no regular one: \(path)")
    }
    guard try FileFacts(descriptor: file.raw).size > 0 else {
      throw bad("made an empty file: \(path)")
    }
  }

  private func bad(_ what: String) -> ProviderFault {
    ProviderFault(.badAnswer, "\(name) \(what)", mayBeCharged: capabilities.isPaid)
  }

  /// The session, a new one where the program has ended or said what nobody asked for.
  private func readySession(_ call: ProviderCall) throws -> ProgramSession {
    let (current, isClosed) = state.withLock { ($0.session, $0.isClosed) }
    if isClosed { throw ProviderFault(.network, "\(name) is closed") }
    if let current {
      let stray = current.strayWords()
      if stray == nil, !current.isEnded { return current }
      if let stray {
        call.log("\(name) spoke unasked, and is started anew: \(stray)")
      }
      drop(current)
      current.stop(graceMilliseconds: patience.grace, hurried: call.cancellation)
    }
    let session = try opening.start(starter)
    let again = try opening.introduction(session, cancellation: call.cancellation)
    guard again == told else {
      session.stop(graceMilliseconds: patience.grace, hurried: call.cancellation)
      throw ProviderFault(.badAnswer, "\(name) broke the contract: other capabilities than before")
    }
    state.withLock { $0.session = session }
    return session
  }

  private func drop(_ session: ProgramSession) {
    state.withLock { state in
      if state.session === session { state.session = nil }
    }
  }

  // MARK: - Faults

  private func fault(_ trouble: ProgramSession.Trouble, wasTaken: Bool) -> ProviderFault {
    let mayBeCharged = wasTaken && capabilities.isPaid
    func fault(_ code: ProviderFault.Code, _ what: String) -> ProviderFault {
      ProviderFault(code, "\(name) \(what)", mayBeCharged: mayBeCharged)
    }
    switch trouble {
    case .over(let how): return fault(.server, "gave no answer: it \(how)")
    case .silent(let span): return fault(.server, "said nothing for \(span / 1000) s")
    case .tooSlow(let span): return fault(.server, "was not done within \(span / 1000) s")
    case .malformed(let malformed):
      return fault(.badAnswer, "broke the contract: \(malformed.reason)")
    case .cancelled: return fault(.cancelled, "was told to stop")
    case .system(let error): return fault(.server, "cannot be spoken with: \(error)")
    case .handling(let error as ProviderFault): return error
    case .handling(let error): return fault(.network, "cannot go on: \(error)")
    }
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(ThisProcess.currentFolder)/\(path)"
  }
}
