import CutroomModel

extension Fault {
  init(_ fault: ProviderFault) {
    self.init(.failed, "provider-\(fault.code.rawValue)", fault.message, hint: fault.cure)
  }
}

extension ProviderFault {
  /// What to do about it; nil where nobody knows.
  var cure: String? {
    switch code {
    case .rateLimit:
      retryAfterMs.map { "Ask again in \(max(1, ($0 + 999) / 1000)) s." } ?? "Ask again later."
    case .auth: "See that the key is the right one, and that the account may use it."
    case .invalidInput: "See what docs/providers.md says of it, and its settings in pipeline.json."
    case .network: "See that this machine reaches it; a proxy is named by https_proxy."
    case .server: "Ask again later; a program says more on its standard error."
    case .notFound: "See its name, program or model in pipeline.json."
    case .badAnswer: "It does not keep its protocol: docs/providers.md has what it must answer."
    case .offline: "Leave --offline out."
    case .overBudget: "Give more: \"budget\" in the settings, or --budget."
    case .undecided: "See at the provider whether it was charged; --resubmit asks once more."
    case .cancelled: nil
    }
  }
}
