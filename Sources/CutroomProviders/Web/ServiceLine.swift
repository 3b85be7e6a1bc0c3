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

  /// Asks and answers the whole body in memory.
  func ask(
    _ exchange: WebExchange,
    body: [UInt8]? = nil,
    _ call: ProviderCall,
    isPaid: Bool
  ) throws(ProviderFault) -> (reply: WebReply, body: [UInt8]) {
    let file = try scratch(in: call.folder)
    let reply = try ask(exchange, body: body, to: file, call, isPaid: isPaid)
    do throws(SystemError) {
      let length = Int(clamping: min(max(0, reply.bytes), exchange.maxBytes))
      return (reply, try file.read(at: 0, length: length))
    } catch {
      throw ProviderFault(.network, "\(name): \(error)", mayBeCharged: isPaid)
    }
  }

  /// Asks and has the body written to a file.
  func ask(
    _ exchange: WebExchange,
    body: [UInt8]? = nil,
    to file: borrowing Descriptor,
    _ call: ProviderCall,
    isPaid: Bool
  ) throws(ProviderFault) -> WebReply {
    if call.cancellation.isCancelled { throw ProviderFault(.cancelled, "\(name) was not asked") }
    do { try call.willSend() } catch let fault as ProviderFault { throw fault } catch {
      throw ProviderFault(.network, "\(name) was not asked: \(error)")
    }
    var exchange = exchange
    exchange.allowPrivatePeers = allowsPrivateHosts
    do {
      return try web.stopped(by: call.interruption).exchange(exchange, body: body, to: file)
    } catch {
      throw hidden(ProviderFault(transport: error, service: name, isPaid: isPaid))
    }
  }

  /// The fault without the key, whatever the service repeated of it.
  func hidden(_ fault: ProviderFault) -> ProviderFault {
    var fault = fault
    fault.message = redaction.text(fault.message)
    return fault
  }

  /// Does what may throw a fault, and hides the key in it.
  func hiding<Result>(
    _ body: () throws(ProviderFault) -> Result
  ) throws(ProviderFault) -> Result {
    do { return try body() } catch { throw hidden(error) }
  }

  private func scratch(in folder: Folder) throws(ProviderFault) -> Descriptor {
    do throws(SystemError) {
      if let file = try folder.createNamelessFile(mode: 0o600) { return file }
      let name = ".reply-\(RandomName.hex(16))"
      let file = try folder.createFile(name, mode: 0o600)
      try folder.remove(name)
      return file
    } catch {
      throw ProviderFault(.network, "\(self.name): the reply cannot be kept: \(error)")
    }
  }
}
