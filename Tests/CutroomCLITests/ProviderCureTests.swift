import CutroomModel
import Testing

@testable import CutroomCLI

@Suite struct ProviderCureTests {
  @Test func `every fault that a person can do something about has a cure`() {
    let known = ProviderFault.Code.allCases.filter { $0.cure == nil }
    #expect(known == [.cancelled])
    #expect(Fault(ProviderFault(.noPrice, "m")).hint?.hasPrefix("Give it a \"price\"") == true)
    let limit = ProviderFault(.rateLimit, "m", retryAfterMs: 2500)
    #expect(Fault(limit).hint == "Ask again in 3 s.")
  }
}
