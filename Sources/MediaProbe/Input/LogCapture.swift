import CFFmpeg
import Glibc

/// Keeps the warnings and errors that libav logs on this thread while a file is looked at.
final class LogCapture {
  static let limit = 20
  /// Said of every JPEG, because libav's own splitter takes the end marker off.
  private static let noise: Set<String> = ["EOI missing, emulating"]

  private(set) var errorCount = 0
  private var whole: [String] = []
  /// A remark whose end has not come yet: libav logs some of them piece by piece.
  private var unfinished: String?

  /// What was logged, each remark once.
  var lines: [String] { unfinished.map { Self.adding($0, to: whole) } ?? whole }

  /// Receives this thread's lines until `end`.
  func begin() {
    _ = installation
    pthread_setspecific(currentCapture, Unmanaged.passUnretained(self).toOpaque())
  }

  func end() { pthread_setspecific(currentCapture, nil) }

  /// Takes what was logged at once; what begins with a space goes on with a line left open.
  func add(_ text: [CChar], isError: Bool) {
    if isError { errorCount += 1 }
    var bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let isFinished = bytes.last == 0x0A
    for place in bytes.indices where bytes[place] == 0x0A { bytes[place] = 0x20 }
    var remark = String(decoding: bytes, as: UTF8.self)
    if let unfinished {
      if remark.hasPrefix(" ") {
        remark = unfinished + remark
      } else {
        whole = Self.adding(unfinished, to: whole)
      }
    }
    unfinished = isFinished ? nil : remark
    if isFinished { whole = Self.adding(remark, to: whole) }
  }

  private static func adding(_ remark: String, to lines: [String]) -> [String] {
    guard lines.count < limit else { return lines }
    let line = plain(remark)
    guard !line.isEmpty, !noise.contains(line), !lines.contains(line) else { return lines }
    return lines + [line]
  }

  /// Control characters and what ends a sentence are taken out.
  private static func plain(_ remark: String) -> String {
    let kept = remark.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    var line = String(String.UnicodeScalarView(kept))
    while line.last == " " || line.last == "." { line.removeLast() }
    return line
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
  capture.add(text, isError: level <= AV_LOG_ERROR)
}
