import CutroomModel
import CutroomStore

extension [Candidate] {
  /// The candidates without secrets in their words, and without those that only a secret leads to: such an
  /// address would be kept, and handed on.
  ///
  /// Throws `ProviderFault` where that leaves none.
  func hiding(_ redaction: Redaction, _ asking: Asking) throws -> [Candidate] {
    let fit = try compactMap { try $0.hiding(redaction) }
    guard fit.count < count else { return fit }
    let those = "have a key in their address or name"
    if fit.isEmpty {
      throw ProviderFault(.badAnswer, "all hits of \(asking.provider) \(those)")
    }
    asking.log("\(count - fit.count) of \(count) hits of \(asking.provider) \(those): left out")
    return fit
  }
}

extension Candidate {
  /// Nil where what it is fetched by would be another.
  fileprivate func hiding(_ redaction: Redaction) throws -> Candidate? {
    let value = try DocumentCoding.plainValue(self)
    let hidden = redaction.json(value, .document)
    if hidden == value { return self }
    let names = ["asset", "rendition", "url"]
    guard names.allSatisfy({ hidden[$0] == value[$0] }) else { return nil }
    return try DocumentCoding.decode(Candidate.self, from: hidden, path: "candidate")
  }
}
