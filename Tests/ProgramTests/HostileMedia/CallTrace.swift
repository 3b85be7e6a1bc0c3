import CutroomSystem
import Glibc
import Testing

/// What strace saw of a command and its children: calls that take a name, an address or a filter.
struct CallTrace {
  struct Call {
    let process: Substring
    let name: Substring
    let line: Substring
  }

  let calls: [Call]
  let outcome: BuiltProgram.Outcome

  static let canTrace: Bool = {
    let probe = try? BuiltProgram.run("/usr/bin/strace", ["-o", "/dev/null", "true"], in: "/")
    return probe?.status == .exited(0)
  }()

  /// Runs a program in `place`; what is written goes into a file of its own beside it.
  init(_ program: String, _ arguments: [String], in place: FreshFolder) throws {
    let log = "/tmp/cutroom-trace-\(RandomName.hex(12))"
    defer { unlink(log) }
    outcome = try BuiltProgram.run(
      "/usr/bin/strace",
      ["-f", "-s", "4096", "-o", log, "-e", "trace=%file,%network,%process,seccomp", program]
        + arguments,
      in: place.path
    )
    let bytes = try Descriptor.openForReading(log).readAll(limit: 64 << 20)
    calls = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let process = line.prefix { $0 != " " }
      let rest = line.dropFirst(process.count).drop { $0 == " " }
      guard let end = rest.firstIndex(of: "("), !rest.hasPrefix("<...") else { return nil }
      return Call(process: process, name: rest[..<end], line: line)
    }
  }

  /// The calls of every process from the moment that its filter was in force.
  var filtered: [Call] {
    var locked: Set<Substring> = []
    return calls.filter { call in
      if call.name == "seccomp", call.line.contains("SECCOMP_SET_MODE_FILTER") {
        locked.insert(call.process)
        return false
      }
      return locked.contains(call.process)
    }
  }

  /// The lines of calls that mention a text, but for those that start a program or send a message.
  func lines(with text: String) -> [Substring] {
    let others: Set<Substring> = ["execve", "sendmsg", "recvmsg"]
    return calls.filter { !others.contains($0.name) && $0.line.contains(text) }.map(\.line)
  }

  func lines(of names: Set<Substring>) -> [Substring] {
    calls.filter { names.contains($0.name) }.map(\.line)
  }
}
