import CutroomSystem
import Testing

/// A program on a terminal of its own, where a person watches and may press Ctrl-C.
enum TerminalSession {
  /// How the program is told to stop.
  enum Stop: String {
    case ctrlC
    case signal
  }

  /// Runs `$cutroom` with the arguments, which a shell reads, and stops it once `words` are on the
  /// screen; its output is what was on the screen.
  ///
  /// The exit code is 99 where a minute has brought nothing new, and 98 where the program took more
  /// than ten seconds to stop.
  static func cutroom(
    _ arguments: String,
    stop: Stop,
    at words: String,
    in tiny: TinyWorkspace
  ) throws -> BuiltProgram.Outcome {
    try tiny.write(script, to: "terminal.py")
    return try tiny.shell(
      """
      TERM=xterm NO_COLOR=1 python3 terminal.py '\(words)' \(stop.rawValue) "$cutroom" \(arguments)
      """
    )
  }

  private static let script = """
    import os, pty, select, signal, sys, time
    words, stop, *command = sys.argv[1:]
    child, screen = pty.fork()
    if child == 0:
      os.execv(command[0], command)
    seen, told = b"", None
    while True:
      if not select.select([screen], [], [], 60)[0]:
        os.kill(child, signal.SIGKILL)
        sys.stdout.buffer.write(seen)
        sys.exit(99)
      try:
        piece = os.read(screen, 65536)
      except OSError:
        break
      if not piece:
        break
      seen += piece
      if told is None and words.encode() in seen:
        told = time.monotonic()
        if stop == "ctrlC":
          os.write(screen, bytes([3]))
        else:
          os.kill(child, signal.SIGINT)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.buffer.write(seen)
    sys.exit(98 if told and time.monotonic() - told > 10 else code)
    """
}
