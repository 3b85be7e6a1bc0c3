import BuiltPrograms
import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc
import LoopbackServices
import Testing

@Suite struct NetWorkersTests: ~Copyable {
  let workers = NetWorkers(atOnce: 2, folder: builtPrograms)

  deinit { workers.close() }

  @Test func `a feed is fetched by one worker and read by another`() throws {
    let server = try LoopbackServer.start(script: "web")
    let file = try scratchFile()
    let request = FetchRequest(url: server.url("feed"), allowPrivatePeers: true)
    let result = try workers.fetch(request, to: file)
    #expect(result.etag == "\"one\"")
    let feed = try workers.parseFeed(file, path: request.url, base: result.finalURL)
    #expect(feed.title == "Loop")
  }

  @Test func `what the worker refuses keeps its case`() throws {
    let file = try scratchFile()
    #expect(throws: FetchError.refusedScheme("file")) {
      try workers.fetch(FetchRequest(url: "file:///etc/passwd"), to: file)
    }
    #expect(throws: FeedError.empty) { try workers.parseFeed(file, path: "none") }
    try file.writeAll(Array("<!DOCTYPE html><title>x</title>".utf8))
    #expect(throws: FeedError.webPage(line: 1, column: 1)) {
      try workers.parseFeed(file, path: "page")
    }
    #expect(try workers.plainText(of: file, path: "page") == "")
  }

  @Test func `an exchange goes through a worker once`() throws {
    let server = try LoopbackServer.start(script: "web")
    let file = try scratchFile()
    var exchange = WebExchange(url: server.url("echo"), method: .post, allowPrivatePeers: true)
    let reply = try workers.exchange(exchange, body: Array("hello".utf8), to: file)
    #expect(reply.status == 200 && reply.headers["content-type"] == "application/json")
    #expect(try JSONReader.read(file.read(at: 0, length: 1 << 16))["body"] == "hello")

    exchange.url = server.url("silent")
    let cancellation = try Cancellation()
    let asking = workers.stopped(by: cancellation)
    let watch = try WorkThread {
      while (try? server.log().count) == 1 { _ = cancellation.wait(withinMilliseconds: 10) }
      cancellation.cancel()
    }
    #expect(throws: WebFailure(.cancelled, mayHaveArrived: true)) {
      try asking.exchange(exchange, body: [1], to: file)
    }
    watch.join()
    #expect(throws: WebFailure(.cancelled, mayHaveArrived: false)) {
      try asking.exchange(exchange, body: [1], to: file)
    }
    #expect(try server.log().count == 2)
    let none = NetWorkers(atOnce: 1, folder: "/nonexistent")
    #expect(throws: WorkerFailure.self) { try none.exchange(exchange, to: file) }
  }

  @Test func `a feed of many entries comes through whole`() throws {
    let file = try scratchFile()
    let text = String(repeating: "Sand dunes sing in the wind. ", count: 40)
    let items = (0..<1200).map {
      "<item><title>Entry \($0)</title><description>\(text)</description></item>"
    }
    let body = "<rss><channel>" + items.joined() + "</channel></rss>"
    try file.writeAll(Array(body.utf8))
    let feed = try workers.parseFeed(file, path: "large")
    #expect(feed.entries.count == 1200)
    #expect(feed.entries.last?.title == "Entry 1199")
  }

  @Test func `a feed larger than any is refused and not read into memory`() throws {
    let file = try scratchFile()
    try check("ftruncate") { ftruncate(file.raw, 1 << 40) }
    #expect(throws: FeedError.tooLarge(limit: 16 << 20)) {
      try workers.parseFeed(file, path: "sparse")
    }
  }

  @Test func `a legacy encoding is read although the worker may open no file`() throws {
    let file = try scratchFile()
    let head = "<?xml version='1.0' encoding='koi8-r'?><rss><channel><title>"
    let bytes = Array(head.utf8) + [0xF0, 0xD2, 0xC9] + Array("</title></channel></rss>".utf8)
    try file.writeAll(bytes)
    #expect(try workers.parseFeed(file, path: "koi8").title == "При")
  }

  @Test func `the reading worker is locked in`() throws {
    let file = try scratchFile()
    _ = try? workers.parseFeed(file, path: "none")
    // One that a test beside this one has just started is not locked in yet.
    let isLocked = { (status: String) in
      status.contains("NoNewPrivs:\t1") && status.contains("Seccomp:\t2")
    }
    var parsers = try childStatuses(of: "parse")
    #expect(parsers.contains(where: isLocked))
    for _ in 1...1000 where !parsers.allSatisfy(isLocked) {
      _ = try Waiting.poll([], milliseconds: 10)
      parsers = try childStatuses(of: "parse")
    }
    #expect(parsers.allSatisfy(isLocked))
  }

  /// `/proc/PID/status` of every child of this process that is `cutroom-net MODE`.
  private func childStatuses(of mode: String) throws -> [String] {
    let tasks = try names(in: "/proc/self/task")
    let children = tasks.flatMap { text("/proc/self/task/\($0)/children").split(separator: " ") }
    return children.filter { text("/proc/\($0)/cmdline").hasSuffix("cutroom-net\0\(mode)\0") }
      .map { text("/proc/\($0)/status") }
  }

  private func text(_ path: String) -> String {
    let bytes = try? Descriptor.openForReading(path).readAll(limit: 1 << 20)
    return String(decoding: bytes ?? [], as: UTF8.self)
  }

  private func names(in folder: String) throws -> [String] {
    let stream = try #require(opendir(folder))
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}

/// An empty file without a name, open for reading and writing.
func scratchFile() throws -> Descriptor {
  var template = Array("/tmp/cutroom-net-XXXXXX".utf8CString)
  let file = Descriptor(owning: try check("mkstemp") { mkstemp(&template) })
  unlink(template)
  return file
}
