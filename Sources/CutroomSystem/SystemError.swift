import Glibc

/// A system call that failed: which one, why, and on what.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  package let call: String
  package let code: Errno
  package let path: String?

  package init(call: String, code: CInt, path: String? = nil) {
    self.call = call
    self.code = Errno(rawValue: code)
    self.path = path
  }

  /// Reads `errno`; to be made right after the call that failed.
  package static func last(_ call: String, path: String? = nil) -> SystemError {
    SystemError(call: call, code: errno, path: path)
  }

  package var description: String {
    let place = path.map { " \($0)" } ?? ""
    return "\(call)\(place): \(code)"
  }
}

/// An `errno` value that matches in `catch` and `switch`.
package struct Errno: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: CInt

  package init(rawValue: CInt) { self.rawValue = rawValue }

  package static let noSuchFile = Errno(rawValue: ENOENT)
  package static let notPermitted = Errno(rawValue: EPERM)
  package static let accessDenied = Errno(rawValue: EACCES)
  package static let exists = Errno(rawValue: EEXIST)
  package static let notDirectory = Errno(rawValue: ENOTDIR)
  package static let isDirectory = Errno(rawValue: EISDIR)
  package static let directoryNotEmpty = Errno(rawValue: ENOTEMPTY)
  package static let wouldBlock = Errno(rawValue: EAGAIN)
  package static let interrupted = Errno(rawValue: EINTR)
  package static let noSpace = Errno(rawValue: ENOSPC)
  package static let quotaExceeded = Errno(rawValue: EDQUOT)
  package static let readOnlyFileSystem = Errno(rawValue: EROFS)
  package static let tooManyLinks = Errno(rawValue: ELOOP)
  package static let crossDevice = Errno(rawValue: EXDEV)
  package static let invalidArgument = Errno(rawValue: EINVAL)
  package static let brokenPipe = Errno(rawValue: EPIPE)
  package static let inputOutput = Errno(rawValue: EIO)
  package static let timedOut = Errno(rawValue: ETIMEDOUT)
  package static let cancelled = Errno(rawValue: ECANCELED)
  package static let noMemory = Errno(rawValue: ENOMEM)
  package static let programBusy = Errno(rawValue: ETXTBSY)
  package static let tooManyOpenFiles = Errno(rawValue: EMFILE)
  package static let fileTooLarge = Errno(rawValue: EFBIG)
  package static let messageTooLong = Errno(rawValue: EMSGSIZE)
  package static let noSuchCall = Errno(rawValue: ENOSYS)
  package static let notSupported = Errno(rawValue: EOPNOTSUPP)
  package static let tooManyNames = Errno(rawValue: EMLINK)
  package static let connectionReset = Errno(rawValue: ECONNRESET)

  package var description: String {
    strerror(rawValue).map { String(cString: $0) } ?? "error \(rawValue)"
  }
}

/// Runs a call that reports failure as -1, again for as long as a signal interrupts it.
///
/// `path` is put together only where the call fails.
@discardableResult
package func check<Result: SignedInteger>(
  _ call: String,
  path: @autoclosure () -> String? = nil,
  _ body: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = body()
    if result != -1 { return result }
    let code = errno
    if code != EINTR { throw SystemError(call: call, code: code, path: path()) }
  }
}

/// Runs a call on an open file as ``check(_:path:_:)`` does; the error names the file, asking the
/// kernel where nobody told.
@discardableResult
func check<Result: SignedInteger>(
  _ call: String,
  on descriptor: CInt,
  path: String? = nil,
  _ body: () -> Result
) throws(SystemError) -> Result {
  do { return try check(call, path: path, body) } catch {
    throw SystemError(
      call: call,
      code: error.code.rawValue,
      path: path ?? pathOfOpenFile(descriptor)
    )
  }
}

/// The name that an open file had when it was opened, or has now: readlink(/proc/self/fd/N).
private func pathOfOpenFile(_ descriptor: CInt) -> String? {
  let name = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
    buffer.withMemoryRebound(to: CChar.self) { text in
      guard let start = text.baseAddress else { return }
      count = max(0, readlink("/proc/self/fd/\(descriptor)", start, text.count))
    }
  }
  return name.first == UInt8(ascii: "/") ? String(validating: name, as: UTF8.self) : nil
}
