import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// Files that refer elsewhere, and names that look like more than names: nothing else is opened.
@Suite(.enabled(if: CallTrace.canTrace, "not run: strace cannot trace here"))
struct ReferenceTests {
  let place: FreshFolder
  let server: SilentServer
  private let sibling = "private.mp4"
  private static let probe = ["probe", "--json", "--no-cache", "--"]

  init() throws {
    place = try FreshFolder()
    server = try SilentServer()
    try place.write(HostileFile(sibling, Movie().bytes))
  }

  private func trace(_ names: [String]) throws -> CallTrace {
    try CallTrace("\(BuiltProgram.folder)/cutroom", Self.probe + names, in: place)
  }

  private func files(_ trace: CallTrace) throws -> [JSONValue] {
    try JSONReader.read(Array(trace.outcome.output.utf8))["files"]?.array ?? []
  }

  /// No process asked for a name or an address once it was locked in, and none at all for these.
  private func expectNothingElse(_ trace: CallTrace, besides texts: [String]) {
    let harmless: Set<Substring> = ["recvmsg", "sendmsg", "exit_group", "exit", "newfstatat"]
    #expect(trace.filtered.filter { !harmless.contains($0.name) }.map(\.line) == [])
    #expect(trace.filtered.contains { $0.name == "recvmsg" })
    #expect(trace.lines(of: ["connect", "socket"]) == [])
    for text in texts { #expect(trace.lines(with: text) == []) }
    #expect(server.visitors == 0)
  }

  @Test func `what refers elsewhere is refused, and nobody looks there`() throws {
    let hostile = References.all(to: sibling, in: place.path, port: server.port)
    for file in hostile { try place.write(file) }
    let trace = try trace(hostile.map(\.name))
    let answers = try files(trace)
    #expect(answers.map { $0["path"]?.string } == hostile.map(\.name))
    // What these point to is not there for us; their own bytes may be told.
    let own: Set = [
      "data-url.mp4", "data-alias.mov", "linked.mkv", "attached.mkv", "index.avi",
    ]
    for answer in answers where !own.contains(answer["path"]?.string ?? "") {
      #expect(answer["error"]?["code"]?.string != nil, "\(answer)")
    }
    expectNothingElse(trace, besides: [sibling, "\"/etc/passwd\""])
  }

  @Test func `a reader that follows names is seen to follow them`() throws {
    let list = References.all(to: sibling, in: place.path, port: server.port)
    let file = try #require(list.first { $0.name == "hls-0.mp4" })
    try place.write(file)
    let trace = try CallTrace("/usr/bin/ffprobe", [file.name], in: place)
    #expect(!trace.lines(with: sibling).isEmpty)
    let visit = "http://127.0.0.1:\(server.port)/"
    let network = try CallTrace("/usr/bin/ffprobe", ["-rw_timeout", "200000", visit], in: place)
    #expect(!network.lines(of: ["connect"]).isEmpty)
  }

  @Test func `a name is a name, whatever protocol, pattern or option it looks like`() throws {
    let sounds = [
      "foo:bar.mp4", "concat:x.mp4", "-y.mp4", "file:x.mp4", "pipe:0", "x.mp4?y=1", "a b\n.mp4",
      "http:/127.0.0.1:\(server.port)/x.mp4", "subfile,,start,0,end,9,,:/x.mp4",
    ]
    for name in sounds { try place.write(HostileFile(name, Movie().bytes)) }
    try place.write(HostileFile("a%03d.jpg", Bombs.png(width: 7, height: 5, depth: 8)))
    try place.write(HostileFile("a000.jpg", Bombs.png(width: 9, height: 9, depth: 8)))
    let names = sounds + ["http://127.0.0.1:\(server.port)/x.mp4", "a%03d.jpg"]
    let trace = try trace(names)
    let answers = try files(trace)
    #expect(answers.map { $0["path"]?.string } == names)
    for answer in answers.dropLast() {
      #expect(answer["cutroom"]?["kind"] == "audio", "\(answer)")
    }
    #expect(answers.last?["cutroom"]?["displayWidth"] == 7)
    expectNothingElse(trace, besides: [sibling, "a000.jpg"])
  }

  @Test func `a name of nothing is unreadable, and no protocol is tried`() throws {
    let names = [
      "subfile,,start,0,end,9,,:/etc/passwd", "file:/etc/passwd", "concat:\(sibling)|/etc/passwd",
      "crypto:/etc/passwd", "cache:/etc/passwd", "async:/etc/passwd", "data:text/plain,x", "fd:0",
      "http://127.0.0.1:\(server.port)/x.mp4", "tcp://127.0.0.1:\(server.port)", "%03d.mp4",
      "rtsp://127.0.0.1:\(server.port)/x", "udp://127.0.0.1:\(server.port)", "@\(sibling)", "",
    ]
    let trace = try trace(names)
    let answers = try files(trace)
    #expect(answers.map { $0["path"]?.string } == names)
    for answer in answers { #expect(answer["error"]?["code"] == "unreadable", "\(answer)") }
    #expect(trace.lines(of: ["connect", "socket"]) == [])
    #expect(trace.lines(with: "\"/etc/passwd\"") == [])
    #expect(server.visitors == 0)
  }

  @Test func `links, pipes and devices are no media`() throws {
    try #require(symlink(sibling, "\(place.path)/link.mp4") == 0)
    try #require(mkfifo("\(place.path)/fifo.mp4", 0o644) == 0)
    let trace = try trace(["fifo.mp4", "/dev/zero", "link.mp4"])
    let answers = try files(trace)
    #expect(answers.prefix(2).allSatisfy { $0["error"]?["code"] == "unreadable" })
    // A link that the user names is the file that it leads to.
    #expect(answers.last?["cutroom"]?["kind"] == "audio")
  }
}

/// Listens on a loopback port and answers nobody.
final class SilentServer {
  let port: UInt16
  private let listener: Descriptor

  init() throws {
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let raw = try check("socket") { socket(AF_INET, kind, 0) }
    listener = Descriptor(owning: raw)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(raw, address, length) == -1 || listen(raw, 16) == -1
          || getsockname(raw, address, &length) == -1
      }
    }
    if status { throw SystemError.last("listen") }
    port = UInt16(bigEndian: address.sin_port)
  }

  /// How many have connected since the last look.
  var visitors: Int {
    var count = 0
    while case let visitor = accept(listener.raw, nil, nil), visitor != -1 {
      close(visitor)
      count += 1
    }
    return count
  }
}
