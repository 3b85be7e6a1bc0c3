/// Times and lines as subtitle files write them.
enum CaptionTime {
  /// `HH:MM:SS,mmm --> HH:MM:SS,mmm`; hours may have more than two digits.
  static func span(
    of caption: Timeline.Caption,
    _ fps: FrameRate,
    fraction: Character
  ) -> String {
    let start = max(0, fps.milliseconds(atFrame: caption.startFrame))
    let end = max(start + 1, fps.milliseconds(atFrame: caption.endFrame))
    return "\(clock(start, fraction)) --> \(clock(end, fraction))"
  }

  /// Lines that are one line each and not blank, whatever the document says.
  static func lines(of caption: Timeline.Caption) -> [String] {
    caption.lines.map(CaptionText.clean).filter { !$0.isEmpty }
  }

  /// `H:MM:SS.cc`, cut down to the hundredth, which is what libass compares a frame's time with.
  static func hundredths(atFrame frame: Int64, _ fps: FrameRate) -> String {
    let hundredth = max(0, frame) &* 100 &* Int64(fps.den) / Int64(fps.num)
    let seconds = hundredth / 100
    let minutes = padded(seconds / 60 % 60, 2)
    return "\(seconds / 3600):\(minutes):\(padded(seconds % 60, 2)).\(padded(hundredth % 100, 2))"
  }

  private static func clock(_ milliseconds: Int64, _ fraction: Character) -> String {
    let seconds = milliseconds / 1000
    let hours = padded(seconds / 3600, 2)
    let rest = "\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return "\(hours):\(rest)\(fraction)\(padded(milliseconds % 1000, 3))"
  }

  private static func padded(_ number: Int64, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
