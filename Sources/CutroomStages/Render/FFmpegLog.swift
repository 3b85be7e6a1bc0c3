import CutroomModel

/// What a run of ffmpeg says, told apart: progress on the one side, words on the other.
struct FFmpegLog {
  private(set) var progress = FFmpegProgress()
  private var lines: [String] = []
  private var bytes = 0
  private var rest: [UInt8] = []

  private static let limit = 128 << 10

  /// Takes more output; true when it told something new of the progress.
  mutating func take(_ output: [UInt8]) -> Bool {
    let before = progress
    for byte in output {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        take(line: String(decoding: rest, as: UTF8.self))
        rest.removeAll(keepingCapacity: true)
      } else if rest.count < 4096 {
        rest.append(byte)
      }
    }
    return progress != before
  }

  /// Every line that is kept.
  var text: String { lines.joined(separator: "\n") }

  /// What went wrong, for a person: the complaints, or the last words where there are none.
  var complaints: String {
    let errors = lines.filter { $0.contains("[error]") || $0.contains("[fatal]") }
    return (errors.isEmpty ? lines : errors).suffix(12).joined(separator: "\n")
  }

  private mutating func take(line: String) {
    guard !line.isEmpty, !progress.take(line: line) else { return }
    lines.append(line)
    bytes += line.utf8.count
    while bytes > Self.limit, lines.count > 1 { bytes -= lines.removeFirst().utf8.count }
  }
}
