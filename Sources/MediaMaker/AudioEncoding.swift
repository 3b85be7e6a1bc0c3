package import CutroomModel

/// Encodes the audio of a file that already exists.
package enum AudioEncoding {
  /// Writes the first audio stream of `input` as an MP3 to `output`; both descriptors are borrowed.
  ///
  /// Throws `undecodable`, `no-audio`, `bad-settings` or `unwritable`.
  package static func encode(
    from input: CInt,
    to output: CInt,
    channels: Int,
    quality: Int
  ) throws(WorkerFailure) {
    guard (1...2).contains(channels) else {
      throw WorkerFailure(.badSettings, "\(channels) channels: 1 or 2")
    }
    let reader = try AudioReader(descriptor: input, channels: channels, rate: nearestRate)
    let writer = try MP3Writer(
      to: output,
      sampleRate: reader.sampleRate,
      channels: channels,
      quality: quality
    )
    let count = try reader.readAll { block throws(WorkerFailure) in try writer.write(block) }
    guard count > 0 else { throw WorkerFailure(.undecodable, "no sample could be decoded") }
    try writer.finish()
  }

  /// The rate itself where MP3 has it, else the next one above, at most 48 kHz.
  private static func nearestRate(_ rate: Int) -> Int {
    MP3Writer.sampleRates.first { $0 >= rate } ?? 48_000
  }
}
