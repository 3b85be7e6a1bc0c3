import BuiltPrograms
import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers
import LoopbackServices
import Testing

/// A service on a loopback port and the provider that asks it, by the worker that really asks.
struct ServiceBench {
  let bench: ProviderBench
  let server: LoopbackServer
  let shelf: ProviderShelf
  let provider: any Provider
  private let net: NetWorkers

  init(
    _ service: BuiltinService,
    path: String = "",
    script: String? = nil,
    arguments: [String],
    key: String?,
    isIdempotent: Bool? = nil,
    price: Price? = nil
  ) throws {
    bench = try ProviderBench()
    server = try LoopbackServer.start(script: script ?? service.rawValue, arguments: arguments)
    net = NetWorkers(atOnce: 2, folder: builtPrograms)
    if let key { try bench.write(key, to: "service.key", mode: 0o600) }
    shelf = ProviderShelf(
      [
        ProviderSettings(
          name: service.rawValue,
          maker: .builtin(service),
          baseURL: server.base + path,
          key: key == nil ? nil : .file("service.key"),
          allowsPrivateHosts: true,
          isIdempotent: isIdempotent,
          price: price
        )
      ],
      web: net,
      workspace: bench.workspace,
      secrets: Secrets()
    )
    provider = try shelf.provider(service.rawValue)
  }

  func found(
    _ request: ProviderRequest
  ) throws -> [Candidate] {
    let answer = try provider.perform(request, try bench.call())
    guard case .candidates(let found) = answer.result else {
      throw ProviderFault(.badAnswer, "no candidates")
    }
    return found
  }

  func fault(_ request: ProviderRequest) throws -> ProviderFault {
    try CutroomProvidersTests.fault { _ = try provider.perform(request, try bench.call()) }
  }
}
