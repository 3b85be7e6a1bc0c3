extension Price {
  /// What a request will cost by this price: that of a request, and of every character that it sends,
  /// begun micros counted whole.
  package func estimate(of request: ProviderRequest) -> Cost {
    estimate(characters: request.characters)
  }

  /// The same for a request that sends so many characters.
  package func estimate(characters: Int) -> Cost {
    let characters = Int64(clamping: characters)
    let (product, isHuge) = characters.multipliedReportingOverflow(by: perThousandCharacters)
    let (rounded, isLarge) = product.addingReportingOverflow(999)
    let ofCharacters = isHuge || isLarge ? .max : rounded / 1000
    return Cost(micros: perRequest, currency: currency)
      + Cost(micros: ofCharacters, currency: currency)
  }
}

extension ProviderRequest {
  /// Unicode scalars that are sent, as services charge for them.
  package var characters: Int {
    switch self {
    case .text(let job): job.characters
    case .speech(let job): job.text.unicodeScalars.count
    case .search(let job): job.query.unicodeScalars.count
    case .fetch: 0
    }
  }
}

extension TextJob {
  fileprivate var characters: Int {
    let schema = String(decoding: JSONWriter.canonical(self.schema), as: UTF8.self)
    let texts = [system, prompt, schema, repair?.answer ?? ""] + (repair?.faults ?? [])
    return texts.reduce(0) { $0 + $1.unicodeScalars.count }
  }
}
