import Glibc

/// How this process answers signals.
package enum Signals {
  /// Lets a write to a closed pipe fail with `EPIPE` instead of ending the process.
  package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }
}
