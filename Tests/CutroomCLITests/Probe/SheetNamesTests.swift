import CutroomModel
import Testing

@testable import CutroomCLI

@Suite struct SheetNamesTests {
  private let sound = MediaFacts(kind: .audio, libavformat: "59")

  @Test func `names too long for a file are cut, and told apart`() {
    var names = SheetNames()
    let long = String(repeating: "ä", count: 120)
    let all =
      (names.pictures(of: "\(long)a.wav", sound) + names.pictures(of: "\(long)b.wav", sound))
      .map(\.name)
    #expect(Set(all).count == 4)
    #expect(all.allSatisfy { $0.utf8.count <= 255 && $0.hasPrefix("ää") })
  }
}
