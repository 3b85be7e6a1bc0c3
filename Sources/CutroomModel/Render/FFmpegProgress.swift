/// How far ffmpeg is, as its `-progress` option tells it.
package struct FFmpegProgress: Equatable, Sendable {
  package private(set) var frames: Int64 = 0
  /// The length of what is written so far.
  package private(set) var outputUs: Int64 = 0
  package private(set) var isDone = false

  package init() {}

  /// Takes a line; false when it is not one of `-progress`.
  package mutating func take(line: String) -> Bool {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, isKey(parts[0]) else { return false }
    let value = parts[1].drop { $0 == " " }
    switch parts[0] {
    case "frame": frames = Int64(value) ?? frames
    case "out_time_us": outputUs = Int64(value) ?? outputUs
    case "progress": isDone = value == "end"
    default: break
    }
    return true
  }

  private func isKey(_ text: Substring) -> Bool {
    Self.keys.contains(text) || text.hasPrefix("stream_")
  }

  private static let keys: Set<Substring> = [
    "frame", "fps", "bitrate", "total_size", "out_time_us", "out_time_ms", "out_time",
    "dup_frames", "drop_frames", "speed", "progress",
  ]
}
