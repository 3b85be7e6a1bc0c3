import CutroomModel
package import CutroomSystem
import Glibc

/// Runs one program to its end: its output to a log, its time bounded, its group stopped when asked.
package struct ChildRun {
  /// How it ended.
  package enum End: Equatable, Sendable {
    case exited(CInt)
    case signalled(CInt)
    case timedOut(milliseconds: Int64)
    case stalled(milliseconds: Int64)
    case cancelled
  }

  package var program: String
  package var arguments: [String]
  package var environment: [String]
  package var folder: Folder
  package var timeoutMilliseconds: Int64?
  package var stallMilliseconds: Int64?
  package var cancellation: Cancellation
  /// Cancelled when there is no more patience: SIGKILL at once.
  package var killSwitch: Cancellation
  package var clock: SystemClock
  /// How long the group may take to end by itself once it was asked to.
  package var graceMilliseconds: Int64

  package init(
    program: String,
    arguments: [String],
    environment: [String],
    folder: Folder,
    timeoutMilliseconds: Int64? = nil,
    stallMilliseconds: Int64? = nil,
    cancellation: Cancellation,
    killSwitch: Cancellation,
    clock: SystemClock = .real,
    graceMilliseconds: Int64 = 10_000
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.timeoutMilliseconds = timeoutMilliseconds
    self.stallMilliseconds = stallMilliseconds
    self.cancellation = cancellation
    self.killSwitch = killSwitch
    self.clock = clock
    self.graceMilliseconds = graceMilliseconds
  }

  /// Runs the program, handing `output` whatever it writes.
  ///
  /// Throws only where it could not be started, or not be followed; then it is killed.
  package func run(_ output: ([UInt8]) -> Void) throws(SystemError) -> End {
    let pipe = try Pipe()
    let null = try Folder.open("/dev").openDevice("null")
    let child = try ChildProcess(
      program: program,
      arguments: arguments,
      environment: environment,
      folder: folder,
      mappings: [(null.raw, 0), (pipe.writing.raw, 1), (pipe.writing.raw, 2)]
    )
    let cause: End?
    do throws(SystemError) {
      var said = ChildOutput(try pipe.intoReading())
      cause = try Watch().follow(self, child, &said, output)
    } catch {
      child.signal(SIGKILL)
      _ = try? child.wait()
      throw error
    }
    // Before the leader is waited for, its number can be nobody else's: whatever it left behind in
    // its group goes with it.
    child.signal(SIGKILL)
    let status = try child.wait()
    if let cause { return cause }
    return switch status {
    case .exited(let code): .exited(code)
    case .signalled(let signal): .signalled(signal)
    }
  }

  /// Asks the group to end, and waits within the grace for its leader to do so.
  fileprivate func stop(
    _ child: ChildProcess,
    _ said: inout ChildOutput,
    _ output: ([UInt8]) -> Void
  ) throws(SystemError) {
    child.signal(SIGTERM)
    let end = clock.milliseconds + graceMilliseconds
    while clock.milliseconds < end {
      let events = try Waiting.poll(
        [
          (child.pidfd.raw, .readable), (killSwitch.descriptor, .readable),
          (said.descriptor, .readable),
        ],
        milliseconds: max(0, min(50, end - clock.milliseconds))
      )
      if !events[2].isEmpty { try said.take(output) }
      if !events[0].isEmpty || !events[1].isEmpty { break }
    }
    try said.takeRest(output)
  }
}

/// Follows a child's output and end.
private struct Watch {
  /// Follows the child until it ends (nil) or must end.
  func follow(
    _ run: ChildRun,
    _ child: ChildProcess,
    _ said: inout ChildOutput,
    _ output: ([UInt8]) -> Void
  ) throws(SystemError) -> ChildRun.End? {
    var patience = Patience(
      timeout: run.timeoutMilliseconds,
      stall: run.stallMilliseconds,
      now: run.clock.milliseconds
    )
    while true {
      let events = try Waiting.poll(
        [
          (child.pidfd.raw, .readable), (said.descriptor, .readable),
          (run.cancellation.descriptor, .readable),
        ],
        milliseconds: patience.pause ?? -1
      )
      patience.look(at: run.clock.milliseconds)
      if !events[1].isEmpty {
        try said.take(output)
        patience.sign()
      }
      if !events[2].isEmpty {
        try run.stop(child, &said, output)
        return .cancelled
      }
      if !events[0].isEmpty {
        try said.takeRest(output)
        return nil
      }
      // Last, so that an end or a word that came in time counts, however late it is seen.
      if let end = patience.end {
        try run.stop(child, &said, output)
        return end
      }
    }
  }
}
