import CFFmpeg
import Glibc

/// Keeps the warnings and errors that libav logs on this thread while a file is looked at.
final class LogCapture {
  static let limit = 20
  /// Said of every JPEG, because libav's own splitter takes the end marker off.
  private static let noise: Set<String> = ["EOI missing, emulating"]

  private(set) var lines: [String] = []
  private(set) var errorCount = 0

  /// Receives this thread's lines until `end`.
  func begin() {
    _ = installation
    pthread_setspecific(currentCapture, Unmanaged.passUnretained(self).toOpaque())
  }

  func end() { pthread_setspecific(currentCapture, nil) }

  fileprivate func add(_ line: String, isError: Bool) {
    if isError { errorCount += 1 }
    guard lines.count < Self.limit, !line.isEmpty, !Self.noise.contains(line) else { return }
    guard !lines.contains(line) else { return }
    lines.append(line)
  }
}

// One callback serves the process; each thread has a capture of its own.
private let currentCapture: pthread_key_t = {
  var key = pthread_key_t()
  pthread_key_create(&key, nil)
  return key
}()

private let installation: Void = av_log_set_callback { source, level, format, arguments in
  guard level <= AV_LOG_WARNING, let opaque = pthread_getspecific(currentCapture) else { return }
  guard let arguments else { return }
  var text = [CChar](repeating: 0, count: 512)
  var printsPrefix: CInt = 0
  av_log_format_line2(source, level, format, arguments, &text, CInt(text.count), &printsPrefix)
  let capture = Unmanaged<LogCapture>.fromOpaque(opaque).takeUnretainedValue()
  capture.add(printable(text), isError: level <= AV_LOG_ERROR)
}

/// One line of plain text: control characters out, broken UTF-8 mended.
private func printable(_ text: [CChar]) -> String {
  let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  let kept = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter {
    $0.value >= 0x20 && $0.value != 0x7F
  }
  var line = String(String.UnicodeScalarView(kept))
  while line.last == " " || line.last == "." { line.removeLast() }
  return line
}
