/// A file that ffmpeg reads.
package struct FFmpegInput: Equatable, Sendable {
  /// Whose folder the path is relative to.
  package enum Place: Equatable, Sendable {
    case project
    /// The folder ffmpeg runs in.
    case attempt
  }

  package var place: Place
  package var path: String
  /// Options that stand before `-i`.
  package var options: [String] = []

  package init(place: Place, path: String, options: [String] = []) {
    self.place = place
    self.path = path
    self.options = options
  }

  static func still(_ file: String, fps: FrameRate) -> FFmpegInput {
    FFmpegInput(
      place: .project,
      path: file,
      // Without `none` a per cent sign in a name would be a pattern for other files.
      options: [
        "-threads", "1", "-f", "image2", "-pattern_type", "none", "-framerate",
        "\(fps.num)/\(fps.den)",
      ]
    )
  }

  static func clip(_ file: String, startUs: Int64) -> FFmpegInput {
    let seek = startUs > 0 ? ["-ss", FilterText.seconds(startUs)] : []
    return FFmpegInput(place: .project, path: file, options: media + seek)
  }

  static func sound(_ file: String, in place: Place, isLooped: Bool = false) -> FFmpegInput {
    FFmpegInput(
      place: place,
      path: file,
      options: media + (isLooped ? ["-stream_loop", "-1"] : [])
    )
  }

  /// Only formats that read nothing but their own bytes: a playlist would open other files.
  private static let media = [
    "-format_whitelist",
    "mov,matroska,webm,mp3,wav,w64,flac,ogg,aac,ac3,eac3,aiff,caf,avi,flv,asf,mpegts,mpeg,gif",
  ]

  /// The arguments for this input; a project's file is named by the folder's absolute path.
  func arguments(projectPath: String) -> [String] {
    let file = place == .project ? "\(projectPath)/\(path)" : path
    return ["-protocol_whitelist", "file,pipe"] + options + ["-i", "file:\(file)"]
  }
}
