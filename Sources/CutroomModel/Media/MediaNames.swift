/// The names that people give to media files.
package enum MediaNames {
  private static let extensions: Set<String> = [
    // Moving pictures.
    "3g2", "3gp", "asf", "avi", "dav", "divx", "dv", "f4v", "flv", "gxf", "h264", "hevc", "insv",
    "ivf", "lrv", "m1v", "m2t", "m2ts", "m2v", "m4v", "mkv", "mod", "mov", "mp4", "mpe", "mpeg",
    "mpg", "mts", "mxf", "ogm", "ogv", "qt", "rm", "rmvb", "tod", "ts", "vob", "vro", "webm", "wmv",
    "xvid",
    // Sound.
    "3ga", "aac", "ac3", "aif", "aifc", "aiff", "amr", "ape", "au", "bwf", "caf", "dff", "dsf",
    "dts", "eac3", "flac", "m4a", "m4b", "m4r", "mka", "mp2", "mp3", "mpc", "mpga", "oga", "ogg",
    "opus", "rf64", "snd", "spx", "tak", "tta", "w64", "wav", "wave", "weba", "wma", "wv",
    // Still and animated pictures.
    "apng", "avif", "bmp", "dpx", "exr", "gif", "heic", "heif", "jfif", "jp2", "jpe", "jpeg", "jpg",
    "jxl", "pbm", "pcx", "pgm", "png", "ppm", "psd", "qoi", "sgi", "tga", "tif", "tiff", "webp",
    "xbm", "xpm",
  ]

  /// Of source files, too: TypeScript, `go.mod`, a shell's `rm`.
  private static let ofTexts: Set<String> = ["au", "mod", "mts", "rm", "ts"]

  /// Whether a path has an extension of media files.
  package static func isMedia(_ path: String) -> Bool { has(path, extensions) }

  /// Whether the extension is one that texts have as well.
  package static func mayBeText(_ path: String) -> Bool { has(path, ofTexts) }

  private static func has(_ path: String, _ extensions: Set<String>) -> Bool {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else {
      return false
    }
    let ending = String(name[name.index(after: dot)...]) ?? ""
    return extensions.contains(ending.lowercased())
  }
}
