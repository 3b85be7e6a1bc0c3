import CutroomModel

extension Fault {
  init(_ fault: ProviderFault) {
    self.init(.failed, "provider-\(fault.code.rawValue)", fault.message, hint: fault.cure)
  }
}

extension ProviderFault {
  /// What to do about it, as a sentence; nil where nobody knows.
  fileprivate var cure: String? {
    if code == .rateLimit, let retryAfterMs {
      return "Ask again in \(max(1, (retryAfterMs + 999) / 1000)) s."
    }
    return code.cure.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
  }
}

extension ProviderFault.Code {
  /// What to do about it, in the middle of a line; nil where nobody knows.
  var cure: String? {
    switch self {
    case .rateLimit: "ask again later"
    case .auth:
      "`cutroom provider list` tells what is wrong with a key and how to mend it; else see that the "
        + "account may use it"
    case .invalidInput: "see what docs/providers.md says of it, and its settings in pipeline.json"
    case .network: "see that this machine reaches it; a proxy is named by https_proxy"
    case .server: "ask again later; a program says more on its standard error"
    case .notFound:
      "see its name and model in pipeline.json, and that its program is there and executable (chmod +x)"
    case .badAnswer: "docs/providers.md has what it must answer, and how large that may be"
    case .privateAddress:
      "where it may be asked, say so in pipeline.json: \"allowPrivateHosts\": true, beside the address"
    case .redirected: "give the address behind it instead: \"baseURL\" in pipeline.json"
    case .offline: "leave --offline out"
    case .overBudget:
      "give the budget that it names more: settings.budget in pipeline.json is the project's, --budget "
        + "the run's"
    case .otherCurrency:
      "give the budget (settings.budget, or --budget) the currency of the prices and of what is "
        + "spent: `cutroom limits` shows that"
    case .noPrice:
      "give it a \"price\" in settings.providers of pipeline.json, of 0 where it costs nothing"
    case .undecided: "see at the provider whether it was charged; --resubmit asks once more"
    case .cancelled: nil
    }
  }
}
