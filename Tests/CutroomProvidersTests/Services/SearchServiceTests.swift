import CutroomModel
import CutroomProviders
import LoopbackServices
import Testing

@Suite(.timeLimit(.minutes(1))) struct SearchServiceTests {
  /// A search service with so many hits, and the kinds that it has.
  private struct Case: CustomTestStringConvertible {
    var service: BuiltinService
    var path: String
    var kinds: [FoundKind]
    var mostPerPage: Int

    var testDescription: String { service.rawValue }

    func bench(hits: Int, limit: Int? = nil, key: String = "canary-key-0") throws -> ServiceBench {
      try ServiceBench(
        service,
        path: path,
        arguments: ["canary-key-0", "\(hits)", "/tmp"].dropLast(limit == nil ? 1 : 0)
          + (limit.map { ["\($0)"] } ?? []),
        key: key
      )
    }
  }

  private static let cases = [
    Case(service: .pexels, path: "", kinds: [.image, .video], mostPerPage: 80),
    Case(service: .pixabay, path: "/api", kinds: [.image, .video], mostPerPage: 200),
    Case(service: .openverse, path: "/v1", kinds: [.image, .music], mostPerPage: 50),
    Case(service: .jamendo, path: "/v3.0", kinds: [.music], mostPerPage: 200),
  ]

  @Test(arguments: cases)
  private func `hits of all kinds come in turns, with their rights`(service: Case) throws {
    let bench = try service.bench(hits: 30)
    let found = try bench.found(.search("red poppy", FoundKind.allCases, limit: 7))
    #expect(found.count == 7)
    #expect(found.prefix(service.kinds.count).map(\.kind) == service.kinds)
    for candidate in found {
      #expect(candidate.rights.author?.isEmpty == false)
      #expect(candidate.rights.licence?.isEmpty == false)
      #expect(candidate.rights.licenceURL?.hasPrefix("http") == true)
      #expect(candidate.rights.source?.hasPrefix("http") == true)
      #expect(candidate.url?.hasPrefix(bench.server.base) == true)
    }
    // Every fifth track of jamendo's server may not be downloaded, so that it takes a page more.
    #expect(try bench.server.log().count == (service.service == .jamendo ? 2 : service.kinds.count))
    let tasks = bench.provider.capabilities
    #expect(tasks.tasks == [.search])
    #expect(!tasks.isPaid)
    #expect(!bench.provider.documentedLimits.isEmpty)
  }

  @Test(arguments: cases)
  private func `pages are asked for until there are enough, and no more`(service: Case) throws {
    let bench = try service.bench(hits: service.mostPerPage + 20)
    let kind = try #require(service.kinds.first)
    let found = try bench.found(.search("red poppy", [kind], limit: service.mostPerPage + 5))
    #expect(found.count == (service.service == .jamendo ? 176 : service.mostPerPage + 5))
    #expect(Set(found.map(\.asset)).count == found.count)
    #expect(try bench.server.log().count == 2)
  }

  @Test(arguments: cases)
  private func `nothing found is nothing, asked for once`(service: Case) throws {
    let bench = try service.bench(hits: 30)
    let kind = try #require(service.kinds.first)
    #expect(try bench.found(.search("nothing", [kind])) == [])
    #expect(try bench.server.log().count == 1)
  }

  @Test(arguments: cases)
  private func `a wrong key is told, and never repeated`(service: Case) throws {
    let bench = try service.bench(hits: 3, key: "canary-wrong-key")
    let kind = try #require(service.kinds.first)
    let fault = try bench.fault(.search("red poppy", [kind]))
    #expect(fault.code == .auth)
    #expect(!fault.message.contains("canary"), "\(fault.message)")
    #expect(!fault.mayBeCharged)
  }

  @Test(arguments: cases)
  private func `a limit of the service is told with its time`(service: Case) throws {
    let bench = try service.bench(hits: 3, limit: 1)
    let kind = try #require(service.kinds.first)
    _ = try bench.found(.search("red poppy", [kind]))
    let fault = try bench.fault(.search("red poppy", [kind]))
    #expect(fault.code == .rateLimit)
    let times: [BuiltinService: Int64] = [.pexels: 7000, .openverse: 31_000, .pixabay: 60_000]
    #expect(fault.retryAfterMs == times[service.service])
  }

  @Test(arguments: cases)
  private func `trouble of the server is told`(service: Case) throws {
    let bench = try service.bench(hits: 3)
    let kind = try #require(service.kinds.first)
    let troubles: [(LoopbackServer.Answer, ProviderFault.Code, Int64?)] = [
      (.init(500, body: "<html>oops</html>"), .server, nil),
      (.init(503, headers: ["Retry-After": "12"]), .rateLimit, 12_000),
      (.init(404, body: "{}"), .notFound, nil),
      (.init(301, headers: ["Location": "https://example.org/"]), .redirected, nil),
      (.init(200, body: "<html>hello</html>"), .badAnswer, nil),
      (.init(200, body: #"{"hits": 1}"#), .badAnswer, nil),
      (.init(200, body: #"{"a": 1, "a": 2}"#), .badAnswer, nil),
      (.init(200, fault: .reset), .network, nil),
      (.init(200, body: "{", fault: .cut), .network, nil),
    ]
    for (answer, code, retryAfterMs) in troubles {
      try bench.server.queue(answer)
      let fault = try bench.fault(.search("red poppy", [kind]))
      #expect(fault.code == code, "\(answer): \(fault)")
      #expect(fault.retryAfterMs == retryAfterMs)
      #expect(!fault.mayBeCharged)
    }
    #expect(try bench.found(.search("red poppy", [kind])).isEmpty == false)
  }

  @Test func `an answer without end is cut`() throws {
    let bench = try #require(Self.cases.first).bench(hits: 3)
    try bench.server.queue(.init(200, body: String(repeating: "x", count: 9 << 20)))
    #expect(try bench.fault(.search("red poppy", [.image])).code == .badAnswer)
  }

  @Test(arguments: cases)
  private func `a kind that it has not is refused unasked`(service: Case) throws {
    let bench = try service.bench(hits: 3)
    let kind = try #require(service.kinds.first)
    let before = try bench.server.log().count
    let other = FoundKind.allCases.first { !service.kinds.contains($0) }
    #expect(try bench.fault(.search("red poppy", [try #require(other)])).code == .invalidInput)
    #expect(try bench.fault(.search("  ", [kind])).code == .invalidInput)
    #expect(try bench.fault(.line).code == .invalidInput)
    #expect(try bench.server.log().count == before)
  }
}
