import CutroomModel
import CutroomSystem

/// The project's logs: every event in `logs/pipeline.log`, warnings and errors in files of their
/// own too.
///
/// One write a line, rotated by size, control characters escaped, secrets hidden.
package final class EventLog: Sendable {
  /// How much a line matters.
  package enum Level: String, Sendable {
    case info
    case warning
    case error
  }

  private static let largest: Int64 = 4 << 20
  private let project: Project
  /// Two rotations at once would put a fresh log over the one just set aside.
  private let turn = Locked(())

  package init(_ project: Project) { self.project = project }

  /// Adds a line; a log that cannot be written never stops the work that it tells of.
  package func add(_ level: Level, _ text: String) {
    let now = Instant(microseconds: project.clock.now()).iso8601
    let line = Array(
      "\(now) \(level.rawValue) \(Self.escaped(project.secrets.hide(in: text)))\n".utf8
    )
    turn.withLock { _ in
      append(line, to: "pipeline.log")
      switch level {
      case .info: break
      case .warning: append(line, to: "warnings.log")
      case .error: append(line, to: "errors.log")
      }
    }
  }

  private func append(_ line: [UInt8], to name: String) {
    do {
      let folder = try project.tree.makeFolder("logs")
      if let facts = try folder.facts(name), facts.size > Self.largest {
        try folder.rename(name, to: name + ".1")
      }
      try folder.openAppending(name, mode: 0o666).writeAll(line)
    } catch {}
  }

  /// The text with every control character written out, so that no line can pose as another.
  package static func escaped(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
          let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
          let isSeparator = scalar.value == 0x2028 || scalar.value == 0x2029
          guard isControl || isSeparator else { return [scalar] }
          return Array("\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
        }
      )
    )
  }
}
