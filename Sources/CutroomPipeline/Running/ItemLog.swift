import CutroomModel
import CutroomStore
import CutroomSystem

/// The output of one attempt, in a file that is only made when there is any.
final class ItemLog: Sendable {
  private struct File: Sendable {
    var descriptor: Holder?
    var written = 0
  }

  private final class Holder: Sendable {
    let descriptor: Descriptor
    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
  }

  private static let largest = 4 << 20
  /// How much of the end is kept in memory for the failure's message.
  private static let tailLength = 2000
  private let project: Project
  private let run: String
  private let name: String
  private let file = Locked(File())
  private let tailBytes = Locked<[UInt8]>([])

  init(project: Project, run: String, name: String) {
    self.project = project
    self.run = run
    self.name = name
  }

  /// Where the log is, relative to the workspace; nil while nothing was written.
  var path: String? {
    file.withLock { $0.descriptor == nil ? nil : ".cutroom/\(project.id)/logs/\(run)/\(name)" }
  }

  /// The last lines, for people.
  var tail: String {
    let bytes = tailBytes.withLock { $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").suffix(3).joined(separator: "\n")
  }

  func add(_ bytes: [UInt8]) {
    tailBytes.withLock { $0 = Array(($0 + bytes.suffix(Self.tailLength)).suffix(Self.tailLength)) }
    file.withLock { file in
      guard file.written < Self.largest else { return }
      if file.descriptor == nil { file.descriptor = open() }
      let room = Self.largest - file.written
      let part = bytes.count > room ? Array(bytes[..<room]) + Self.cut : bytes
      try? file.descriptor?.descriptor.writeAll(part)
      file.written += bytes.count
    }
  }

  func add(line: String) { add(Array((line + "\n").utf8)) }

  private static let cut = Array("\n… cut here: the log is longer than 4 MB\n".utf8)

  private func open() -> Holder? {
    guard let folder = try? project.control("logs/\(run)"),
      let descriptor = try? folder.openAppending(name, mode: 0o600)
    else { return nil }
    return Holder(descriptor)
  }
}
