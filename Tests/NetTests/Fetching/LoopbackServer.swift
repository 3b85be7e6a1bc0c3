import CutroomSystem
import Glibc

/// The web server of `Fixtures/server.py`, running for as long as this object lives.
final class LoopbackServer: Sendable {
  let port: Int
  private let process: ChildProcess
  private let leash: Descriptor

  init() throws {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let script = "/\(folder)/Fixtures/server.py"
    let input = try Pipe()
    let output = try Pipe()
    process = try ChildProcess(
      program: "/usr/bin/python3",
      arguments: ["python3", "-u", script],
      environment: ["PATH=/usr/bin:/bin"],
      mappings: [(input.reading.raw, 0), (output.writing.raw, 1), (STDERR_FILENO, 2)],
      parentDeathSignal: 0
    )
    leash = try input.writing.duplicate()
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output.reading.raw, &byte, 1) == 1, byte != 10 { line.append(byte) }
    port = Int(String(decoding: line, as: UTF8.self)) ?? 0
  }

  deinit {
    process.signal(SIGKILL)
    _ = try? process.wait()
  }

  func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }
}
