import CutroomSystem
import Glibc
import Testing

@Suite struct MessageSocketTests {
  @Test(arguments: [0, 1, 4096, 128 << 10, (128 << 10) + 1, 5_000_000])
  func `a message of any length arrives whole`(length: Int) throws {
    let pair = try MessageSocketPair()
    let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    // More than the kernel holds: somebody must read meanwhile.
    let echo = try echo(on: pair.far)
    try pair.near.send(message)
    let answer = try receive(on: pair.near) { $0.bytes }
    #expect(answer == message)
    echo.join()
  }

  @Test func `descriptors arrive with their message and are closed with it`() throws {
    let pair = try MessageSocketPair()
    var ends: [CInt] = [-1, -1]
    try check("pipe") { pipe(&ends) }
    let reading = Descriptor(owning: ends[0])
    try pair.near.send([1], descriptors: [ends[1]])
    close(ends[1])
    let flags = try receive(on: pair.far) { message in
      #expect(message.descriptors.raw.count == 1)
      #expect(write(message.descriptors.raw[0], "x", 1) == 1)
      return fcntl(message.descriptors.raw[0], F_GETFD)
    }
    #expect(flags == FD_CLOEXEC)
    var byte: UInt8 = 0
    #expect(read(reading.raw, &byte, 1) == 1)
    // The end of the pipe: nobody holds its other side any more.
    #expect(read(reading.raw, &byte, 1) == 0)
  }

  @Test func `a peer that is gone ends the conversation`() throws {
    let near = try endWithoutPeer()
    #expect(try receive(on: near) { $0.bytes } == nil)
    let error = #expect(throws: SystemError.self) { try near.send([1]) }
    #expect(error?.code == .brokenPipe)
  }

  @Test func `a message that goes on without bytes is no message`() throws {
    let pair = try MessageSocketPair()
    // Each packet says that more follow, and the second has nothing else.
    for packet in [[1, 65], [1]] as [[UInt8]] {
      #expect(Glibc.send(pair.far.raw, packet, packet.count, 0) == packet.count)
    }
    let error = #expect(throws: SystemError.self) { _ = try pair.near.receive() }
    #expect(error?.code == Errno(rawValue: EBADMSG))
  }

  @Test func `waiting ends at the deadline`() throws {
    let pair = try MessageSocketPair()
    let start = ContinuousClock.now
    let error = #expect(throws: SystemError.self) {
      _ = try pair.near.receive(deadline: .now + .milliseconds(50))
    }
    #expect(error?.code == .timedOut)
    #expect(.now - start >= .milliseconds(50))
  }

  @Test func `sending to a peer that does not read ends at the deadline`() throws {
    let pair = try MessageSocketPair()
    let error = #expect(throws: SystemError.self) {
      let message = [UInt8](repeating: 0, count: 4 << 20)
      try pair.near.send(message, deadline: .now + .milliseconds(50))
    }
    #expect(error?.code == .timedOut)
  }

  @Test func `a message beyond the limit is refused`() throws {
    let pair = try MessageSocketPair()
    try pair.near.send([UInt8](repeating: 0, count: 1001))
    let error = #expect(throws: SystemError.self) { _ = try pair.far.receive(limit: 1000) }
    #expect(error?.code == .messageTooLong)
  }

  private func receive<Answer>(
    on socket: borrowing MessageSocket,
    _ body: (borrowing ReceivedMessage) throws -> Answer
  ) throws -> Answer? {
    guard let message = try socket.receive() else { return nil }
    return try body(message)
  }

  private func echo(on socket: borrowing MessageSocket) throws -> WorkThread {
    let raw = dup(socket.raw)
    return try WorkThread {
      guard let socket = try? MessageSocket(owning: raw) else { return }
      if let message = try? socket.receive() { try? socket.send(message.bytes) }
    }
  }

  private func endWithoutPeer() throws -> MessageSocket {
    let pair = try MessageSocketPair()
    return try MessageSocket(owning: dup(pair.near.raw))
  }
}
