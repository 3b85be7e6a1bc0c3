import CutroomModel
import CutroomSystem

/// A provider program that runs, and what it has said that is not used yet.
///
/// Sendable: one thread at a time uses it, the one that has the provider's turn.
final class ProgramSession: @unchecked Sendable {
  /// Why a conversation came to no end.
  enum Trouble: Error {
    /// It ended, or closed its output; how, for people.
    case over(String)
    case silent(milliseconds: Int64)
    case tooSlow(milliseconds: Int64)
    case malformed(ProgramEvent.Malformed)
    case cancelled
    case system(SystemError)
    /// What was to be done with a line did not work.
    case handling(any Error)
  }

  /// Bytes of complaints that one request brings to the log.
  private static let mostComplaints = 64 << 10

  private let child: ChildConversation
  private let clock: SystemClock
  private let redaction: Redaction
  private var output = LineBuffer()
  private var complaints = LineCollector()
  private var lastComplaint = ""
  private var complained = 0
  /// Whether the last line was taken whole by the program.
  private(set) var hasTaken = false

  init(
    _ command: ProgramCommand,
    starter: ChildStarter,
    clock: SystemClock,
    hiding redaction: Redaction
  ) throws(SystemError) {
    self.clock = clock
    self.redaction = redaction
    child = try ChildConversation(
      program: command.path,
      arguments: command.arguments,
      environment: command.environment,
      folder: command.folder,
      starter: starter
    )
  }

  var isEnded: Bool { child.isEnded }

  /// Sends a line and hands over those that come until `handle` says that it was the last.
  ///
  /// `handle` gets all lines that came together: an answer may be followed by what may not follow.
  func converse(
    _ line: [UInt8],
    silence: Int64,
    whole: Int64,
    cancellation: Cancellation?,
    log: (String) -> Void,
    handle: ([[UInt8]]) throws -> Bool
  ) throws(Trouble) {
    hasTaken = false
    complained = 0
    var rest = line[...]
    var time = WakingTime(now: milliseconds)
    var lastSign: Int64 = 0
    while true {
      let heard: ChildConversation.Heard
      do throws(SystemError) {
        let left = min(silence - (time.elapsed - lastSign), whole - time.elapsed)
        heard = try child.turn(
          sending: rest,
          milliseconds: max(0, min(left, WakingTime.longestPause)),
          cancellation: cancellation
        )
      } catch { throw .system(error) }
      time.look(at: milliseconds)
      rest = rest.dropFirst(heard.sent)
      hasTaken = rest.isEmpty
      note(heard.complaints, log)
      guard let lines = output.add(heard.output) else {
        throw .malformed(.init(reason: "a line of more than \(LineBuffer.longestLine) bytes"))
      }
      if !lines.isEmpty { lastSign = time.elapsed }
      if !lines.isEmpty, try handled(lines, handle) { return }
      if cancellation?.isCancelled == true { throw .cancelled }
      if heard.isOver || heard.isDeaf { throw .over(ending()) }
      if time.elapsed >= whole { throw .tooSlow(milliseconds: whole) }
      if time.elapsed - lastSign >= silence { throw .silent(milliseconds: silence) }
    }
  }

  /// What it said although it was not asked, without secrets; nil where it said nothing.
  func strayWords() -> String? {
    guard let heard = try? child.turn(milliseconds: 0) else { return "it cannot be followed" }
    guard let lines = output.add(heard.output) else { return "a line without end" }
    let stray = lines.first { !$0.isEmpty } ?? output.takeRest()
    if stray.isEmpty { return nil }
    return redaction.line(String(decoding: stray, as: UTF8.self), atMost: 200)
  }

  /// Lets it know that nothing more will be asked.
  func closeInput() { child.closeInput() }

  /// Lets it end by itself, within the grace, and ends it then, or as soon as `hurried`.
  func end(graceMilliseconds: Int64, hurried: Cancellation?) {
    child.closeInput()
    let moment = min(2000, graceMilliseconds)
    if !child.waitForEnd(withinMilliseconds: moment, hurried: hurried) {
      child.stop(graceMilliseconds: graceMilliseconds, hurried: hurried)
    }
    child.kill()
  }

  /// SIGTERM, and SIGKILL after the grace, or as soon as `hurried`.
  func stop(graceMilliseconds: Int64, hurried: Cancellation?) {
    child.stop(graceMilliseconds: graceMilliseconds, hurried: hurried)
  }

  // MARK: -

  private var milliseconds: Int64 { clock.monotonic() / 1_000_000 }

  private func handled(
    _ lines: [[UInt8]],
    _ handle: ([[UInt8]]) throws -> Bool
  ) throws(Trouble) -> Bool {
    do { return try handle(lines) } catch let malformed as ProgramEvent.Malformed {
      throw .malformed(malformed)
    } catch {
      throw .handling(error)
    }
  }

  /// Standard error, line by line and without secrets, as much of it as a log should hold.
  private func note(_ bytes: [UInt8], _ log: (String) -> Void) {
    guard !bytes.isEmpty else { return }
    for line in complaints.add(bytes, redaction).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
    {
      lastComplaint = String(decoding: line.prefix(2000), as: UTF8.self)
      complained += line.count
      if complained <= Self.mostComplaints { log(lastComplaint) }
    }
  }

  private func ending() -> String {
    let hasEnded = child.waitForEnd(withinMilliseconds: 1000)
    let status = child.kill()
    let words = lastComplaint.isEmpty ? "" : ": \(lastComplaint)"
    guard hasEnded else { return "closed its output\(words)" }
    switch status {
    case .exited(let code)?: return "ended with code \(code)\(words)"
    case .signalled(let signal)?: return "was ended by signal \(signal)\(words)"
    case nil: return "ended\(words)"
    }
  }
}
