import CutroomModel

extension ProviderFault {
  /// Why no reply came; `isPaid` says whether the work costs money where it was done all the same.
  init(transport error: any Error, service: String, isPaid: Bool) {
    switch error {
    case let fault as ProviderFault: self = fault
    case let failure as WebFailure:
      self.init(failure.error, service, isPaid && failure.mayHaveArrived)
    case let failure as WorkerFailure: self.init(failure, service, isPaid)
    default: self.init(.network, "\(service): \(error)", mayBeCharged: isPaid)
    }
  }

  private init(_ error: FetchError, _ service: String, _ isPaid: Bool) {
    switch error {
    case .malformedURL, .refusedScheme:
      // The address itself may hold a key.
      self.init(.invalidInput, "\(service): its baseURL is no http or https address")
    case .refusedPeer(let peer):
      self.init(
        .invalidInput,
        "\(service) is at the private address \(peer): \"allowPrivateHosts\": true lets it be asked"
      )
    case .untrusted: self.init(.network, "\(service): \(error)")
    case .cancelled: self.init(.cancelled, "\(service) was no longer waited for", mayBeCharged: isPaid)
    case .tooLarge, .tooManyRedirects:
      self.init(.badAnswer, "\(service): \(error)", mayBeCharged: isPaid)
    case .status(let status):
      self.init(.server, "\(service) answered \(status)", mayBeCharged: isPaid)
    default: self.init(.network, "\(service): \(error)", mayBeCharged: isPaid)
    }
  }

  private init(_ failure: WorkerFailure, _ service: String, _ isPaid: Bool) {
    switch failure.code {
    case .cancelled:
      self.init(.cancelled, "\(service) was no longer waited for", mayBeCharged: isPaid)
    case .programMissing, .workerNotStarted, .closed, .badRequest:
      self.init(.network, "\(service) cannot be asked: \(failure.message)")
    default:
      self.init(.network, "\(service): \(failure.message)", mayBeCharged: isPaid)
    }
  }
}
