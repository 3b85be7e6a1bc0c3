import CutroomModel
import CutroomStore
import CutroomSystem

/// The output of one attempt, without known secrets, in a file that is only made when there is any.
///
/// Output is written line by line: the last line when the attempt ends.
final class ItemLog: Sendable {
  private struct State: Sendable {
    var file: Holder?
    var written = 0
    var isCut = false
    var line = LineCollector()
    /// The end of what was said, for the failure's message.
    var tail: [UInt8] = []
  }

  private final class Holder: Sendable {
    let descriptor: Descriptor
    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
  }

  private static let largest = 4 << 20
  private static let tailLength = 2000
  private let project: Project
  private let run: String
  private let name: String
  private let state = Locked(State())

  init(project: Project, run: String, name: String) {
    self.project = project
    self.run = run
    self.name = name
  }

  /// Where the log is, relative to the workspace; nil while nothing was written.
  var path: String? {
    state.withLock { $0.file == nil ? nil : ".cutroom/\(project.id)/logs/\(run)/\(name)" }
  }

  /// The last lines, for people.
  var tail: String {
    let bytes = state.withLock { $0.tail }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").suffix(3).joined(separator: "\n")
  }

  /// Whether a program that failed says, or the disk shows, that there was no space.
  var tellsOfFullDisk: Bool {
    let words = tail
    if words.contains("No space left on device") || words.contains("Disk quota exceeded") {
      return true
    }
    return (try? project.tree.root.freeBytes()).map { $0 < 4096 } ?? false
  }

  /// ` /dev/sda1 at /home`: the disk that the project is on.
  var disk: String { MountedDisk.of(project.tree.root.path).map { " \($0)" } ?? "" }

  func add(_ bytes: [UInt8]) {
    let redaction = project.secrets.redaction
    state.withLock { write($0.line.add(bytes, redaction), &$0) }
  }

  func add(line: String) { add(Array((line + "\n").utf8)) }

  /// Writes what came without a newline; nothing more may come.
  func finish() {
    let redaction = project.secrets.redaction
    state.withLock { write($0.line.rest(redaction), &$0) }
  }

  private static let cut = Array("\n… cut here: the log is longer than 4 MB\n".utf8)

  private func write(_ bytes: [UInt8], _ state: inout State) {
    guard !bytes.isEmpty else { return }
    state.tail = Array((state.tail + bytes.suffix(Self.tailLength)).suffix(Self.tailLength))
    guard !state.isCut else { return }
    if state.file == nil { state.file = open() }
    let room = Self.largest - state.written
    state.isCut = bytes.count > room
    try? state.file?.descriptor.writeAll(state.isCut ? Array(bytes[..<room]) + Self.cut : bytes)
    state.written += min(bytes.count, room)
  }

  private func open() -> Holder? {
    guard let folder = try? project.control("logs/\(run)"),
      let descriptor = try? folder.openAppending(name, mode: 0o600)
    else { return nil }
    return Holder(descriptor)
  }
}
