import CutroomModel
import Testing

@Suite struct CacheRequestTests {
  private static func item(_ id: String, _ outputs: [ProjectPath]) -> ItemRequest {
    ItemRequest(maker: "render", item: id, outputs: outputs, fingerprint: .zero)
  }

  private func speech(_ change: (inout SpeechRequest) -> Void = { _ in }) throws -> [UInt8] {
    var request = try SpeechRequest(
      provider: "espeak",
      model: "formant",
      voice: "en-us",
      format: "mp3",
      sampleRate: 48_000,
      text: "Dunes move.",
      adapter: 1
    )
    change(&request)
    return request.canonicalBytes
  }

  @Test func `every part of a spoken line changes its key`() throws {
    let all = try [
      speech(), speech { $0.provider = "x" }, speech { $0.model = "x" },
      speech { $0.modelVersion = "x" }, speech { $0.voice = "x" }, speech { $0.speed = 1 },
      speech { $0.pitch = 1 }, speech { $0.format = "x" }, speech { $0.sampleRate = 1 },
      speech { $0.dictionary = "x" }, speech { $0.text = "x" }, speech { $0.adapter = 2 },
    ]
    #expect(Set(all).count == all.count)
    #expect(try speech() == speech())
  }

  @Test func `no part runs into the next`() throws {
    let one = try MediaRequest(provider: "ab", asset: "c", rendition: "large")
    let other = try MediaRequest(provider: "a", asset: "bc", rendition: "large")
    #expect(one.canonicalBytes != other.canonicalBytes)
  }

  @Test func `kinds have keys of their own`() throws {
    let media = try MediaRequest(provider: "p", asset: "a", rendition: "r").canonicalBytes
    #expect(media.starts(with: Array("cutroom cache 1 media\n".utf8)))
    #expect(try speech().starts(with: Array("cutroom cache 1 tts\n".utf8)))
    let item = Self.item("a", []).canonicalBytes
    #expect(item.starts(with: Array("cutroom cache 1 items\n".utf8)))
    #expect(item != Self.item("b", []).canonicalBytes)
  }

  @Test(arguments: [
    "https://example.org/a.mp4?sig=1", "https://example.org/a.mp4#t", "https://u:p@example.org/a",
  ])
  func `a signed address names no asset`(asset: String) {
    #expect(throws: CacheRequestFault.signedAddress) {
      try MediaRequest(provider: "url", asset: asset, rendition: "original")
    }
  }

  @Test func `a plain address and an id with odd letters name one`() throws {
    _ = try MediaRequest(provider: "url", asset: "https://example.org/a.mp4", rendition: "original")
    _ = try MediaRequest(provider: "p", asset: "a?b#c@d", rendition: "large")
  }

  @Test func `a request without its parts is none`() {
    #expect(throws: CacheRequestFault.empty(part: "asset")) {
      try MediaRequest(provider: "p", asset: "", rendition: "r")
    }
  }
}
