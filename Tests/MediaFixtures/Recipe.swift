/// How a fixture is made.
enum Recipe {
  /// Encoded by ffmpeg from other fixtures and generators.
  case ffmpeg(from: [Fixture] = [], [String])
  /// A copy that plays from `start` seconds on, although it holds the key frame before.
  case cut(Fixture, start: String)
  /// The first `percent` of another fixture: a copy that was interrupted.
  case start(of: Fixture, percent: Int)
  case joined([Fixture])
  case patched(Fixture, @Sendable (inout [UInt8]) -> Void)
  case bytes([UInt8])

  static func text(_ text: String) -> Recipe { .bytes(Array(text.utf8)) }
}
