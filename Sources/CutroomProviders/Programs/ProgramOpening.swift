import CutroomModel
import CutroomSystem

/// The first words with a program.
struct ProgramOpening {
  let name: String
  let command: ProgramCommand
  let patience: ProgramPatience
  let clock: SystemClock
  let redaction: Redaction

  func start(_ starter: ChildStarter) throws(ProviderFault) -> ProgramSession {
    do throws(SystemError) {
      return try ProgramSession(command, starter: starter, clock: clock, hiding: redaction)
    } catch {
      throw ProviderFault(.notFound, "\(name) cannot be started: \(error)")
    }
  }

  /// Asks what it can do; the session is ended where it does not tell.
  ///
  /// Throws `ProviderFault`.
  func introduction(
    _ session: ProgramSession,
    cancellation: Cancellation?
  ) throws(ProviderFault) -> (ProviderCapabilities, [RateLimit]) {
    do { return try introduction(session, cancellation) } catch {
      session.stop(graceMilliseconds: patience.grace, hurried: cancellation)
      throw fault(error)
    }
  }

  // MARK: -

  private func introduction(
    _ session: ProgramSession,
    _ cancellation: Cancellation?
  ) throws -> (ProviderCapabilities, [RateLimit]) {
    var told: (ProviderCapabilities, [RateLimit])?
    func handle(_ lines: [[UInt8]]) throws -> Bool {
      for line in lines {
        switch try ProgramEvent.read(line) {
        case .capabilities(let capabilities, let limits) where told == nil:
          told = (capabilities, limits)
        case .unknown: break
        default: throw ProgramEvent.Malformed(reason: "something before it was asked")
        }
      }
      return told != nil
    }
    try session.converse(
      ProgramRequest.line(ProgramRequest.capabilities),
      silence: patience.start,
      whole: patience.start,
      cancellation: cancellation,
      log: { _ in },
      handle: handle
    )
    guard let told else { throw ProgramEvent.Malformed(reason: "no capabilities") }
    return told
  }

  /// Nothing was asked for yet that could cost anything.
  private func fault(_ error: any Error) -> ProviderFault {
    let (code, what): (ProviderFault.Code, String) =
      switch error {
      case let malformed as ProgramEvent.Malformed:
        (.badAnswer, "broke the contract: \(malformed.reason)")
      case ProgramSession.Trouble.malformed(let malformed):
        (.badAnswer, "broke the contract: \(malformed.reason)")
      case ProgramSession.Trouble.cancelled: (.cancelled, "was not asked")
      case ProgramSession.Trouble.over(let how):
        (.server, "did not tell what it can do: it \(how)")
      case ProgramSession.Trouble.silent, ProgramSession.Trouble.tooSlow:
        (.server, "did not tell what it can do within \(patience.start / 1000) s")
      default: (.server, "cannot be spoken with: \(error)")
      }
    return ProviderFault(code, "\(name) \(what)").hiding(redaction)
  }
}
