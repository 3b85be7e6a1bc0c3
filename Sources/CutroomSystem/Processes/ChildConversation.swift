import Glibc

/// A child that is spoken with through its standard input, output and error.
///
/// For one thread at a time. The process must ignore `SIGPIPE`.
package final class ChildConversation: Sendable {
  /// What came of one turn.
  package struct Heard: Sendable {
    /// How many of the bytes were taken from us.
    package var sent = 0
    package var output: [UInt8] = []
    package var complaints: [UInt8] = []
    /// Nothing more will come: it has ended, or closed its output.
    package var isOver = false
    /// It reads no more.
    package var isDeaf = false
  }

  private final class End: Sendable {
    let descriptor: Descriptor
    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
  }

  private static let piece = 1 << 16
  private static let largestPipe = 1 << 20

  private let child: ChildProcess
  private let input: Locked<End?>
  private let output: Descriptor
  private let complaints: Descriptor
  private let hasComplaints = Locked(true)
  private let isTaken = Locked(false)

  /// Starts the program, in a group of its own, on the thread of `starter`.
  ///
  /// `arguments` starts with the program's name.
  package init(
    program: String,
    arguments: [String],
    environment: [String],
    folder: Folder,
    starter: ChildStarter
  ) throws(SystemError) {
    let toChild = try Pipe()
    let fromChild = try Pipe()
    let errors = try Pipe()
    let places = [
      (toChild.reading.raw, STDIN_FILENO), (fromChild.writing.raw, STDOUT_FILENO),
      (errors.writing.raw, STDERR_FILENO),
    ]
    child = try starter.start { () throws(SystemError) in
      try ChildProcess(
        program: program,
        arguments: arguments,
        environment: environment,
        folder: folder,
        mappings: places
      )
    }
    input = Locked(End(try toChild.intoWriting()))
    output = try fromChild.intoReading()
    complaints = try errors.intoReading()
  }

  deinit { kill() }

  package var pid: CInt { child.pid }

  /// Waits until something can be sent or was said, at most `milliseconds`, or until
  /// `cancellation`.
  package func turn(
    sending bytes: ArraySlice<UInt8> = [],
    milliseconds: Int64,
    cancellation: Cancellation? = nil
  ) throws(SystemError) -> Heard {
    let end = input.withLock { $0 }
    let events = try Waiting.poll(
      [
        (bytes.isEmpty ? -1 : end?.descriptor.raw ?? -1, .writable), (output.raw, .readable),
        (hasComplaints.withLock { $0 } ? complaints.raw : -1, .readable),
        (child.pidfd.raw, .readable), (cancellation?.descriptor ?? -1, .readable),
      ],
      milliseconds: milliseconds
    )
    var heard = Heard()
    if !events[2].isEmpty {
      let said = try Self.read(complaints)
      if let said { heard.complaints = said } else { hasComplaints.withLock { $0 = false } }
    }
    if !events[1].isEmpty {
      let said = try Self.read(output)
      if let said { heard.output = said } else { heard.isOver = true }
    }
    if !events[3].isEmpty { try takeRest(&heard) }
    if let end, !events[0].isEmpty { try send(bytes, to: end, &heard) }
    return heard
  }

  /// Lets it know that nothing more will be asked.
  package func closeInput() { input.withLock { $0 = nil } }

  /// Waits for it to end by itself, at most `milliseconds`, and no longer once `hurried`; whether it has.
  package func waitForEnd(
    withinMilliseconds milliseconds: Int64,
    hurried: Cancellation? = nil
  ) -> Bool {
    let end = SuspendingClock.now + .milliseconds(milliseconds)
    while !isEnded {
      let left = Int64((end - .now) / .milliseconds(1))
      guard left > 0, hurried?.isCancelled != true,
        let heard = try? turn(milliseconds: min(left, 50), cancellation: hurried)
      else { return isEnded }
      // Whoever has closed its output is not asked again and again whether there is some.
      if heard.isOver, !isEnded {
        _ = try? Waiting.poll(
          [(child.pidfd.raw, .readable), (hurried?.descriptor ?? -1, .readable)],
          milliseconds: left
        )
        return isEnded
      }
    }
    return true
  }

  /// Whether it has ended.
  package var isEnded: Bool {
    if isTaken.withLock({ $0 }) { return true }
    let events = try? Waiting.poll([(child.pidfd.raw, .readable)], milliseconds: 0)
    return events?.first?.isEmpty == false
  }

  /// Asks the group to end, waits within the grace, or until `hurried`, and kills what is left; the way
  /// that it ended.
  @discardableResult
  package func stop(
    graceMilliseconds: Int64,
    hurried: Cancellation? = nil
  ) -> ChildProcess.ExitStatus? {
    guard !isTaken.withLock({ $0 }) else { return nil }
    closeInput()
    child.signal(SIGTERM)
    _ = waitForEnd(withinMilliseconds: graceMilliseconds, hurried: hurried)
    return kill()
  }

  /// Kills the group and takes the status; nil where that was done before.
  @discardableResult
  package func kill() -> ChildProcess.ExitStatus? {
    let isFirst = isTaken.withLock { isTaken in
      defer { isTaken = true }
      return !isTaken
    }
    guard isFirst else { return nil }
    // Before the leader is waited for, its number can be nobody else's.
    child.signal(SIGKILL)
    return try? child.wait()
  }

  // MARK: -

  private func send(
    _ bytes: ArraySlice<UInt8>,
    to end: End,
    _ heard: inout Heard
  ) throws(SystemError) {
    let raw = end.descriptor.raw
    let count = bytes.prefix(Self.piece).withUnsafeBytes { write(raw, $0.baseAddress, $0.count) }
    if count >= 0 {
      heard.sent = count
    } else if errno == EPIPE {
      heard.isDeaf = true
    } else if errno != EAGAIN, errno != EINTR {
      throw SystemError.last("write")
    }
  }

  /// What was written before it ended; others may hold its output open for ever.
  private func takeRest(_ heard: inout Heard) throws(SystemError) {
    while heard.output.count < Self.largestPipe {
      guard let said = try Self.read(output), !said.isEmpty else { break }
      heard.output += said
    }
    while hasComplaints.withLock({ $0 }), heard.complaints.count < Self.largestPipe {
      guard let said = try Self.read(complaints), !said.isEmpty else { break }
      heard.complaints += said
    }
    heard.isOver = true
  }

  /// Empty where there is nothing now, nil at the end.
  private static func read(_ descriptor: borrowing Descriptor) throws(SystemError) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: piece)
    while true {
      let count = Glibc.read(descriptor.raw, &bytes, bytes.count)
      if count > 0 { return Array(bytes[..<count]) }
      if count == 0 { return nil }
      if errno == EAGAIN { return [] }
      if errno != EINTR { throw SystemError.last("read") }
    }
  }
}
