import CutroomModel

extension ProviderFault {
  /// Why `server` gave no reply; `isPaid` says whether the work costs money where it was done all the
  /// same.
  init(_ failure: WebFailure, from server: String, isPaid: Bool = false) {
    let error = failure.error
    let (code, what): (Code, String) =
      switch error {
      // The address itself may hold a key.
      case .malformedURL: (.invalidInput, "is at no http or https address")
      case .malformedField: (.invalidInput, "cannot be asked: \(error)")
      case .refusedPeer(let peer): (.privateAddress, "leads to the private address \(peer)")
      case .offline: (.offline, "was not asked: \(error)")
      case .cancelled: (.cancelled, "was no longer waited for")
      case .refusedScheme, .tooLarge, .tooManyRedirects, .badAnswer:
        (.badAnswer, "gave no answer that can be used: \(error)")
      case .status(let status): (.server, "answered \(status)")
      case .timeout, .untrusted, .network, .worker, .output: (.network, "gave no answer: \(error)")
      }
    self.init(code, "\(server) \(what)", mayBeCharged: isPaid && failure.mayHaveArrived)
  }

  /// Why a service could not be asked, or gave no reply.
  init(transport error: any Error, service: String, isPaid: Bool) {
    switch error {
    case let fault as ProviderFault: self = fault
    case let failure as WebFailure: self.init(failure, from: service, isPaid: isPaid)
    case let failure as WorkerFailure:
      // No worker took the request.
      self.init(.network, "\(service) cannot be asked: \(failure.message)")
    default: self.init(.network, "\(service): \(error)", mayBeCharged: isPaid)
    }
  }
}
