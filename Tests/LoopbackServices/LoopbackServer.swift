import CutroomModel
import CutroomSystem
import Glibc

/// A web server of `Services/`, a Python process that runs for as long as this object lives.
///
/// Its scripts say in `loopback.py` how a service is written.
package final class LoopbackServer: Sendable {
  package let port: Int
  private let scheme: String
  private let process: ChildProcess
  private let commands: Descriptor
  private let words: Descriptor
  private let requests: Descriptor
  private let turn = Locked<Void>(())

  /// Starts `Services/<script>.py`, or the script at an absolute path, on a free port.
  ///
  /// `certificate` is the path of a PEM file with a key, for a server that speaks TLS.
  package static func start(
    script: String,
    arguments: [String] = [],
    certificate: String? = nil
  ) throws -> LoopbackServer {
    let tls = certificate.map { ["--certificate", $0] } ?? []
    return try LoopbackServer(script, tls + arguments, scheme: tls.isEmpty ? "http" : "https")
  }

  private init(_ script: String, _ arguments: [String], scheme: String) throws {
    self.scheme = scheme
    let input = try Pipe()
    let output = try Pipe()
    requests = try Self.scratchFile()
    process = try ChildProcess(
      program: "/usr/bin/python3",
      arguments: ["python3", "-Esu", Self.path(of: script)] + arguments,
      environment: ["PATH=/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE=1"],
      mappings: [
        (input.reading.raw, 0), (output.writing.raw, 1), (STDERR_FILENO, 2), (requests.raw, 3),
      ],
      // The thread of a test does not live as long as its server may.
      parentDeathSignal: 0
    )
    commands = try input.writing.duplicate()
    words = try output.reading.duplicate()
    port = Int(Self.line(from: words)) ?? 0
    if port == 0 { throw LoopbackError(description: "\(script) does not start") }
  }

  deinit {
    process.signal(SIGKILL)
    _ = try? process.wait()
  }

  /// `http://127.0.0.1:PORT`, without a slash at the end.
  package var base: String { "\(scheme)://127.0.0.1:\(port)" }

  package func url(_ path: String) -> String { "\(base)/\(path)" }

  // MARK: - Answers

  /// An answer that stands before the service's own.
  package struct Answer: Sendable {
    package enum Fault: String, Sendable {
      /// The connection is reset instead of an answer.
      case reset
      /// A thousand bytes fewer come than were promised.
      case cut
      /// Nothing comes for an hour.
      case silence
    }

    package var status: Int
    package var headers: [String: String]
    package var body: String
    package var fault: Fault?
    /// Milliseconds before it.
    package var delay: Int

    package init(
      _ status: Int = 200,
      headers: [String: String] = [:],
      body: String = "",
      fault: Fault? = nil,
      delay: Int = 0
    ) {
      self.status = status
      self.headers = headers
      self.body = body
      self.fault = fault
      self.delay = delay
    }
  }

  /// Answers the next `times` requests whose path begins so in this way; in force on return.
  package func queue(_ answer: Answer, at path: String = "/", times: Int = 1) throws {
    try tell([
      "queue": [
        [
          "path": .string(path), "times": .integer(Int64(times)),
          "status": .integer(Int64(answer.status)), "body": .string(answer.body),
          "headers": .object(answer.headers.mapValues { .string($0) }),
          "fault": answer.fault.map { .string($0.rawValue) } ?? .null,
          "delay": .integer(Int64(answer.delay)),
        ]
      ]
    ])
  }

  /// Takes back the answers that were queued and not given.
  package func clearQueue() throws { try tell(["clear": true]) }

  private func tell(_ command: JSONValue) throws {
    try turn.withLock { _ in
      try commands.writeAll(JSONWriter.canonical(command) + [0x0A])
      guard Self.line(from: words) == "done" else {
        throw LoopbackError(description: "the server does not obey")
      }
    }
  }

  // MARK: - Requests

  /// The requests that came so far, in order.
  package func log() throws -> [LoopbackRequest] {
    let size = Int(try FileFacts(descriptor: requests.raw).size)
    let text = String(decoding: try requests.read(at: 0, length: size), as: UTF8.self)
    var found: [Int64: LoopbackRequest] = [:]
    for line in text.split(separator: "\n") {
      let json = try JSONReader.read(Array(line.utf8))
      guard let number = json["number"]?.integer else { continue }
      if let request = LoopbackRequest(json) { found[number] = request }
      if let sent = json["sent"]?.integer { found[number]?.sent = sent }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  // MARK: -

  private static func path(of script: String) -> String {
    if script.hasPrefix("/") { return script }
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(folder)/Services/\(script).py"
  }

  private static func line(from descriptor: borrowing Descriptor) -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(descriptor.raw, &byte, 1) == 1, byte != 10 { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  private static func scratchFile() throws -> Descriptor {
    var template = Array("/tmp/cutroom-loopback-XXXXXX".utf8CString)
    let file = Descriptor(owning: try check("mkstemp") { mkstemp(&template) })
    unlink(template)
    return file
  }
}

package struct LoopbackError: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) { self.description = description }
}
