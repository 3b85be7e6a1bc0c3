import CutroomModel
package import CutroomStore
package import CutroomSystem
import Glibc

/// Standard output or standard error; what is known to be secret is hidden.
///
/// Once the reader at the other end is gone, writing does nothing; any other failure is kept for the
/// end of the program.
package final class Output: Sendable {
  private let descriptor: CInt
  private let secrets: Secrets
  private let state = Locked(State())

  private struct State {
    var isClosed = false
    var failure: SystemError?
  }

  package init(descriptor: CInt, hiding secrets: Secrets = Secrets()) {
    self.descriptor = descriptor
    self.secrets = secrets
  }

  package static func standard(hiding secrets: Secrets) -> Output {
    Output(descriptor: STDOUT_FILENO, hiding: secrets)
  }

  package static func standardError(hiding secrets: Secrets) -> Output {
    Output(descriptor: STDERR_FILENO, hiding: secrets)
  }

  /// Whether nobody reads any more.
  package var isClosed: Bool { state.withLock { $0.isClosed } }

  /// The first failure that was not a closed pipe.
  package var failure: SystemError? { state.withLock { $0.failure } }

  package func write(_ text: String) { write(bytes: Array(text.utf8)) }

  package func writeLine(_ text: String) { write(text + "\n") }

  /// Writes all bytes, in one call where the kernel takes them at once.
  package func write(bytes: [UInt8]) {
    let bytes = secrets.redaction.bytes(bytes)
    state.withLock { state in
      var sent = 0
      while !state.isClosed, sent < bytes.count {
        do throws(SystemError) {
          sent += try check("write") {
            bytes.withUnsafeBytes {
              Glibc.write(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent)
            }
          }
        } catch {
          state.isClosed = true
          if error.code != .brokenPipe { state.failure = error }
        }
      }
    }
  }
}
