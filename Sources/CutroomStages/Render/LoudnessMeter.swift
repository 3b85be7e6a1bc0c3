package import CutroomModel
package import CutroomSystem

/// Measures how loud a file of sound is (EBU R 128) with ffmpeg's `ebur128`.
package struct LoudnessMeter: Sendable {
  private let ffmpeg: FFmpegRun

  package init(_ ffmpeg: FFmpegRun) { self.ffmpeg = ffmpeg }

  /// Measures the first audio stream of a file in `folder`.
  package func measure(_ file: String, in folder: Folder) throws(FFmpegError) -> Loudness {
    let log = try ffmpeg.run(
      [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-progress", "pipe:1",
        "-protocol_whitelist", "file,pipe", "-i", "file:\(file)", "-map", "0:a:0", "-af",
        "ebur128=peak=true:framelog=verbose", "-f", "null", "-",
      ],
      in: folder
    )
    guard let loudness = Loudness(ebur128Log: log) else { throw .noMeasurement(log: log) }
    return loudness
  }
}
