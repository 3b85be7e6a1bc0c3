package import CutroomModel
package import CutroomSystem

/// Something outside that brings what a stage asks for: a service over HTTP or a program.
///
/// A provider only asks and answers. The cache, limits, money and intents are kept around it by
/// ``ProviderDesk``.
package protocol Provider: Sendable {
  var capabilities: ProviderCapabilities { get }
  /// Limits that the service documents, where the configuration gives no others.
  var documentedLimits: [RateLimit] { get }

  /// Asks once, blocks until the answer is there, and writes files into the call's folder only.
  ///
  /// Throws `ProviderFault`.
  func perform(_ request: ProviderRequest, _ call: ProviderCall) throws -> ProviderAnswer
}

extension Provider {
  package var documentedLimits: [RateLimit] { [] }
}

/// What a provider gets beside the request.
package struct ProviderCall: Sendable {
  /// The same for every try of the same request.
  package var idempotencyKey: String
  /// A job that the service took on before; it is asked for and not begun again.
  package var job: String?
  /// Where files go.
  package var folder: Folder
  /// Cancelled when the run is to stop: what was not sent is not sent any more.
  package var cancellation: Cancellation
  /// Cancelled when there is no more patience.
  package var killSwitch: Cancellation
  /// Whether what was sent is waited for until then, since it may be charged for.
  package var isFinishing: Bool
  /// To be called before each request that counts: waits for its turn, and notes what may be bought.
  ///
  /// Throws `ProviderFault`; the request is not to be sent then.
  package var willSend: @Sendable () throws -> Void
  /// Does what only waits, and lets others work meanwhile.
  package var aside: @Sendable (_ wait: () throws -> Void) throws -> Void
  /// How far the work is, 0…1.
  package var progress: @Sendable (Double) -> Void
  /// Notes, durably, that the service took the work on under this name; before the first poll.
  package var submitted: @Sendable (String) throws -> Void
  package var log: @Sendable (String) -> Void

  package init(
    idempotencyKey: String,
    job: String? = nil,
    folder: Folder,
    cancellation: Cancellation,
    killSwitch: Cancellation? = nil,
    isFinishing: Bool = false,
    willSend: @escaping @Sendable () throws -> Void = {},
    aside: @escaping @Sendable (_ wait: () throws -> Void) throws -> Void = { try $0() },
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    submitted: @escaping @Sendable (String) throws -> Void = { _ in },
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.idempotencyKey = idempotencyKey
    self.job = job
    self.folder = folder
    self.cancellation = cancellation
    self.killSwitch = killSwitch ?? cancellation
    self.isFinishing = isFinishing
    self.willSend = willSend
    self.aside = aside
    self.progress = progress
    self.submitted = submitted
    self.log = log
  }

  /// What cuts a request short that was sent.
  var interruption: Cancellation { isFinishing ? killSwitch : cancellation }
}
