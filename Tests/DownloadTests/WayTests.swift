import BuiltPrograms
import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc
import LoopbackServices
import MediaFixtures
import Testing

/// Downloads by a process whose environment says which way to go and whom to trust.
@Suite struct WayTests {
  let rig: DownloadRig

  init() throws { rig = try DownloadRig() }

  @Test func `a redirect into the house is refused, whatever led there`() async throws {
    try await rig.put(.testCard, as: "thing")
    // The server plays the proxy through which the public ones are asked.
    let way = ["http_proxy=\(rig.server.base)", "no_proxy=127.0.0.1"]
    let inside = try LoopbackServer.start(script: "web")
    let target = "http://shop.invalid/to?url=\(inside.url("feed"))"
    let refused = try fetch(target, way)
    #expect(refused.words.contains("the private address 127.0.0.1"), "\(refused)")
    #expect(try inside.log().isEmpty && rig.server.log().count == 1)
    #expect(try fetch("http://shop.invalid/file/thing", way).status == .exited(0))
  }

  @Test(.enabled(if: access("/usr/bin/openssl", X_OK) == 0, "not run: there is no openssl"))
  func `a certificate that nobody vouches for is refused`() async throws {
    try await rig.put(.testCard, as: "thing")
    let certificate = try makeCertificate()
    let server = try LoopbackServer.start(
      script: "web",
      arguments: [rig.files.path],
      certificate: certificate
    )
    let refused = try fetch(server.url("file/thing"), [], isPublic: false)
    #expect(refused.words.contains("not trusted"), "\(refused)")
    #expect(try server.log().isEmpty && rig.entries == 0)
    let trusted = ["SSL_CERT_FILE=\(certificate)"]
    let found = try fetch(server.url("file/thing"), trusted, isPublic: false)
    #expect(found.status == .exited(0), "\(found)")
  }

  @Test func `processes that ask at once get one download`() async throws {
    try await rig.put(.testCard, as: "thing")
    let url = rig.server.url("file/thing?pace=50000")
    let words = try Descriptor.inMemory("words")
    let processes = try (0..<3).map { _ in try start(url, [], isPublic: false, words) }
    #expect(try processes.map { try $0.wait() }.allSatisfy { $0 == .exited(0) })
    #expect(try rig.server.log().count == 1 && rig.entries == 1)
  }

  @Test func `a worker that dies leaves it open whether the request arrived`() throws {
    let words = try Descriptor.inMemory("words")
    let child = try run(["post", rig.server.url("silent")], [], words)
    while try rig.server.log().isEmpty { _ = try Waiting.poll([], milliseconds: 10) }
    let worker = try #require(try worker(of: child.pid))
    #expect(kill(worker, SIGKILL) == 0)
    #expect(try child.wait() == .exited(0))
    #expect(try rig.server.log().count == 1)
    let said = String(decoding: try words.read(at: 0, length: 1 << 16), as: UTF8.self)
    #expect(said == "cutroom-net crashed (Killed), may have arrived: true\n")
  }

  @Test(arguments: ["http_proxy", "all_proxy"])
  func `a proxy that takes no connection is told with the variable that names it`(
    name: String
  ) throws {
    let words = try Descriptor.inMemory("words")
    // Nobody listens there; https_proxy has no say in a plain address.
    let way = [
      "\(name)=http://127.0.0.1:1", "https_proxy=http://127.0.0.1:1", "no_proxy=x.invalid",
    ]
    #expect(try run(["post", rig.server.url("feed")], way, words).wait() == .exited(0))
    let said = String(decoding: try words.read(at: 0, length: 1 << 16), as: UTF8.self)
    #expect(said.contains("the way leads by the proxy that \(name) names"), "\(said)")
    #expect(try rig.server.log().isEmpty)
    let direct = try Descriptor.inMemory("words")
    let away = ["http_proxy=http://127.0.0.1:1", "no_proxy=127.0.0.1"]
    #expect(try run(["post", "http://127.0.0.1:2/"], away, direct).wait() == .exited(0))
    let plain = String(decoding: try direct.read(at: 0, length: 1 << 16), as: UTF8.self)
    #expect(plain.contains("port 2") && !plain.contains("names"), "\(plain)")
  }

  @Test func `parts that nobody comes back to go after a week`() async throws {
    try await rig.put(.faststart, as: "thing")
    try rig.stopHalfway("file/thing?pace=400000")
    let length = try rig.partLength()
    func cleaned(daysOn days: Int64, isDry: Bool = false) throws -> CacheCleaning {
      let clock = SystemClock(
        now: { SystemClock.real.now() + days * 86_400_000_000 },
        monotonic: SystemClock.real.monotonic
      )
      return try Cache(rig.root, clock: clock).clean(isDry: isDry)
    }
    #expect(try cleaned(daysOn: 6).freed == 0)
    #expect(try cleaned(daysOn: 8, isDry: true).freed >= length)
    #expect(try rig.parts.count == 2)
    let name = try #require(try rig.parts.first { $0.hasSuffix(".part") })
    let inUse = try rig.cache.parts().openFile(name)
    try inUse.lock()
    #expect(try cleaned(daysOn: 8).freed == 0)
    inUse.unlock()
    #expect(try cleaned(daysOn: 8).freed >= length)
    #expect(try rig.parts == [])
  }

  // MARK: -

  private func fetch(
    _ url: String,
    _ environment: [String],
    isPublic: Bool = true
  ) throws -> (status: ChildProcess.ExitStatus, words: String) {
    let words = try Descriptor.inMemory("words")
    let status = try start(url, environment, isPublic: isPublic, words).wait()
    return (status, String(decoding: try words.read(at: 0, length: 1 << 16), as: UTF8.self))
  }

  private func start(
    _ url: String,
    _ environment: [String],
    isPublic: Bool,
    _ words: borrowing Descriptor
  ) throws -> ChildProcess {
    let last = isPublic ? ["--public"] : []
    return try run(["fetch", rig.root.path, url, "7"] + last, environment, words)
  }

  private func run(
    _ arguments: [String],
    _ environment: [String],
    _ words: borrowing Descriptor
  ) throws -> ChildProcess {
    let null = try Descriptor.openForReading("/dev/null")
    let program = "\(builtPrograms)/download-faults"
    return try ChildProcess(
      program: program,
      arguments: [program] + arguments,
      environment: ["PATH=/usr/bin:/bin"] + environment,
      mappings: [(null.raw, 0), (words.raw, 1), (2, 2)],
      parentDeathSignal: 0
    )
  }

  /// The only child of a process.
  private func worker(of client: CInt) throws -> CInt? {
    let tasks = try Folder.open("/proc/\(client)/task")
    for task in try tasks.names() {
      let file = try Descriptor.openForReading(tasks.join("\(task)/children"))
      let text = String(decoding: try file.readAll(limit: 1 << 16), as: UTF8.self)
      if let child = text.split(separator: " ").first.flatMap({ CInt($0) }) { return child }
    }
    return nil
  }

  /// A key and a certificate for 127.0.0.1 that it has signed itself.
  private func makeCertificate() throws -> String {
    let null = try Descriptor.openForReading("/dev/null")
    let sink = try Descriptor.inMemory("words")
    let path = rig.files.join("server.pem")
    let status = try ChildProcess(
      program: "/usr/bin/openssl",
      arguments: [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1",
        "-keyout", path, "-out", path + ".crt",
      ],
      environment: ["PATH=/usr/bin:/bin"],
      mappings: [(null.raw, 0), (sink.raw, 1), (sink.raw, 2)],
      parentDeathSignal: 0
    ).wait()
    guard status.isSuccess else { throw LoopbackError(description: "openssl: \(status)") }
    let file = try rig.files.openAppending("server.pem", mode: 0o600)
    try file.writeAll(rig.files.openFile("server.pem.crt").readAll(limit: 1 << 16))
    return path
  }
}
