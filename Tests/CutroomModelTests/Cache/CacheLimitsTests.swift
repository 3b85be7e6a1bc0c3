import CutroomModel
import Testing

@Suite struct CacheLimitsTests {
  private static let day: Int64 = 86_400_000_000

  @Test func `what is not said stays as it is`() throws {
    let limits = try CacheLimits(settings: ["ttsDays": 7])
    #expect(limits == CacheLimits(bytes: 10 << 30, mediaDays: 30, ttsDays: 7, itemDays: 90))
  }

  @Test(arguments: [
    JSONValue.number(.nan), .number(.infinity), .integer(0), .integer(-1), .number(1e300),
    .integer(1_000_001), .string("10"), .null,
  ])
  func `a size that is none is refused`(size: JSONValue) {
    #expect(throws: CacheLimitFault.self) {
      try CacheLimits(settings: .object(["maxSizeGB": size]))
    }
  }

  @Test(arguments: ["mediaDays", "ttsDays", "itemDays"])
  func `days that are none are refused`(name: String) {
    for days: JSONValue in [0, -1, 36_501, .number(1.5), .number(.nan), .integer(.max)] {
      #expect(throws: CacheLimitFault.self) { try CacheLimits(settings: .object([name: days])) }
    }
  }

  @Test func `a part of a gigabyte is a size`() throws {
    #expect(try CacheLimits(settings: ["maxSizeGB": .number(0.5)]).bytes == 1 << 29)
  }

  @Test func `each kind has its lifetime`() {
    let limits = CacheLimits()
    func isOld(_ kind: CacheKind, days: Int64) -> Bool {
      limits.isExpired(kind, createdAt: 0, expiry: nil, now: days * Self.day)
    }
    #expect(!isOld(.media, days: 29) && isOld(.media, days: 30))
    #expect(!isOld(.tts, days: 89) && isOld(.tts, days: 90))
    #expect(!isOld(.items, days: 89) && isOld(.items, days: 90))
  }

  @Test func `an end of its own comes first`() {
    #expect(CacheLimits().isExpired(.tts, createdAt: 0, expiry: 5, now: 5))
    #expect(!CacheLimits().isExpired(.tts, createdAt: 0, expiry: 5, now: 4))
  }

  @Test func `a clock set back takes nothing, one that was mad does`() {
    let limits = CacheLimits()
    #expect(!limits.isExpired(.media, createdAt: 5 * Self.day, expiry: nil, now: 0))
    #expect(limits.isExpired(.media, createdAt: 31 * Self.day, expiry: nil, now: 0))
    #expect(limits.isExpired(.media, createdAt: .max, expiry: nil, now: -5))
    #expect(limits.isExpired(.media, createdAt: .min, expiry: nil, now: .max))
  }

  @Test func `metadata reads back as it was written`() throws {
    let file = try #require(CacheFile(ending: "mp3", size: 7, sha256: .zero))
    for (end, files) in [(Int64?.none, [file]), (1_700_000_000_123_457, [file, file])] {
      let metadata = CacheMetadata(
        key: CacheKey(kind: .tts, digest: .zero),
        createdAt: Instant(microseconds: 1_700_000_000_123_456),
        expiresAt: end.map(Instant.init(microseconds:)),
        files: files,
        about: ["provider": "p", "request": ["asset": "\"a\"", "tags": ["x", "y"]]]
      )
      let read = try JSONReader.read(metadata.bytes)
      #expect(CacheMetadata(read) == metadata)
      #expect(JSONWriter.document(read) == metadata.bytes)
    }
  }

  @Test(arguments: ["", "../x", "MP3", "a.b", "x/y", "12345678901234567"])
  func `an ending that is none is refused`(ending: String) {
    #expect(CacheFile(ending: ending, size: 1, sha256: .zero) == nil)
  }
}
