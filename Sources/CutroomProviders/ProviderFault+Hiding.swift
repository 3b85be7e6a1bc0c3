import CutroomModel

extension ProviderFault {
  /// Characters of what is told of a fault.
  private static let longestMessage = 500

  /// The fault without secrets, whatever the provider repeated of them, and no longer than people read.
  func hiding(_ redaction: Redaction) -> ProviderFault {
    var fault = self
    fault.message = redaction.line(message, atMost: Self.longestMessage)
    return fault
  }
}
