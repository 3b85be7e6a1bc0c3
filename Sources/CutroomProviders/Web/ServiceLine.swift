import CutroomModel
import CutroomSystem

/// One service over HTTP: asks, reads the replies, and keeps the key out of every word.
struct ServiceLine: Sendable {
  let name: String
  let web: any WebTransport
  let redaction: Redaction
  let clock: SystemClock
  let allowsPrivateHosts: Bool

  init(_ settings: ProviderSettings, key: String?, web: any WebTransport, clock: SystemClock) {
    name = settings.name
    self.web = web
    redaction = Redaction(values: key.map { [$0, WebQuery.encode($0)] } ?? [])
    self.clock = clock
    allowsPrivateHosts = settings.allowsPrivateHosts
  }

  var now: Instant { Instant(microseconds: clock.now()) }

  /// Asks, and answers the body in memory: until it is known to be what was asked for, it may repeat the
  /// key.
  func ask(
    _ exchange: WebExchange,
    body: [UInt8]? = nil,
    _ call: ProviderCall,
    isPaid: Bool
  ) throws(ProviderFault) -> (reply: WebReply, body: [UInt8]) {
    let file = try memory()
    if call.cancellation.isCancelled { throw ProviderFault(.cancelled, "\(name) was not asked") }
    do { try call.willSend() } catch let fault as ProviderFault { throw fault } catch {
      throw ProviderFault(.network, "\(name) was not asked: \(error)")
    }
    var exchange = exchange
    exchange.allowPrivatePeers = allowsPrivateHosts
    do {
      let reply = try web.stopped(by: call.interruption).exchange(exchange, body: body, to: file)
      let length = Int(clamping: min(max(0, reply.bytes), exchange.maxBytes))
      return (
        reply, reply.isSuccess ? try file.read(at: 0, length: length) : Array(reply.page.utf8)
      )
    } catch {
      throw ProviderFault(transport: error, service: name, isPaid: isPaid).hiding(redaction)
    }
  }

  private func memory() throws(ProviderFault) -> Descriptor {
    do throws(SystemError) { return try Descriptor.inMemory("reply") } catch {
      throw ProviderFault(.network, "\(name) was not asked: \(error)")
    }
  }

  /// Does what may throw a fault, and hides the key in it.
  func hiding<Result>(
    _ body: () throws(ProviderFault) -> Result
  ) throws(ProviderFault) -> Result {
    do { return try body() } catch { throw error.hiding(redaction) }
  }
}
