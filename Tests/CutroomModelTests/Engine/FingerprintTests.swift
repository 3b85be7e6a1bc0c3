import CutroomModel
import Testing

@Suite struct FingerprintTests {
  private func part(_ name: String, _ value: String? = nil) -> Fingerprint.Part {
    let bytes = [UInt8](repeating: name.utf8.first ?? 0, count: 32)
    return Fingerprint.Part(name: name, digest: Digest(bytes: bytes) ?? .zero, preview: value)
  }

  @Test func `parts in common are kept once, and none is lost`() {
    let first = Fingerprint(parts: [part("a", "1"), part("b"), part("c")])
    let second = Fingerprint(parts: [part("a", "1"), part("b"), part("d")]).sharing(with: first)
    #expect(second.common.map(\.name) == ["a", "b"])
    #expect(second.own.map(\.name) == ["d"])
    let third = Fingerprint(parts: [part("a", "1"), part("b"), part("e")]).sharing(with: second)
    #expect(third.common.map(\.name) == ["a", "b"])
    #expect(third == Fingerprint(parts: [part("a", "1"), part("b"), part("e")]))
  }

  @Test func `what is shown of a value is never taken from another`() {
    let first = Fingerprint(parts: [part("a", "1"), part("b")])
    let second = Fingerprint(parts: [part("a", "***"), part("b")]).sharing(with: first)
    #expect(second.parts.map(\.preview) == ["***", nil])
  }

  @Test func `other words for what is shown leave the rest as it is`() {
    let print = Fingerprint(common: [part("a", "key")], own: [part("b", "word"), part("c")])
    let shown = print.showing { $0 == "key" ? "***" : $0 }
    #expect(shown.common.map(\.preview) == ["***"])
    #expect(shown.own.map(\.preview) == ["word", nil])
    #expect(shown == print)
  }

  @Test func `a part that is added is the fingerprint's own`() {
    var print = Fingerprint(common: [part("a")], own: [part("b")])
    print.append([part("c")])
    #expect(print.common.map(\.name) == ["a"])
    #expect(print.parts.map(\.name) == ["a", "b", "c"])
  }
}
