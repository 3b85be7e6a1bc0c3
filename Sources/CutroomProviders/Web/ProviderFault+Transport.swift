import CutroomModel

extension ProviderFault {
  /// Why no reply came; `isPaid` says whether the work costs money where it was done all the same.
  init(transport error: any Error, service: String, isPaid: Bool) {
    switch error {
    case let fault as ProviderFault: self = fault
    case let failure as WebFailure:
      self.init(
        fetch: failure.error,
        service: service,
        mayBeCharged: isPaid && failure.mayHaveArrived
      )
    case let failure as WorkerFailure:
      // No worker took the request.
      self.init(.network, "\(service) cannot be asked: \(failure.message)")
    default: self.init(.network, "\(service): \(error)", mayBeCharged: isPaid)
    }
  }

  private init(fetch error: FetchError, service: String, mayBeCharged: Bool) {
    switch error {
    case .malformedURL, .refusedScheme:
      // The address itself may hold a key.
      self.init(.invalidInput, "\(service): its baseURL is no http or https address")
    case .malformedField: self.init(.invalidInput, "\(service): \(error)")
    case .refusedPeer(let peer):
      self.init(
        .invalidInput,
        "\(service) is at the private address \(peer): \"allowPrivateHosts\": true lets it be asked"
      )
    case .offline: self.init(.offline, "\(service): \(error)")
    case .cancelled:
      self.init(.cancelled, "\(service) was no longer waited for", mayBeCharged: mayBeCharged)
    case .tooLarge, .tooManyRedirects, .badAnswer:
      self.init(.badAnswer, "\(service): \(error)", mayBeCharged: mayBeCharged)
    case .status(let status):
      self.init(.server, "\(service) answered \(status)", mayBeCharged: mayBeCharged)
    case .timeout, .untrusted, .network, .worker, .output:
      self.init(.network, "\(service): \(error)", mayBeCharged: mayBeCharged)
    }
  }
}
