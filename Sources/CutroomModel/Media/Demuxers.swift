/// The demuxers that may open a file: each reads its own byte stream and nothing else.
package enum Demuxers {
  private static let moving = [
    "mov", "matroska", "webm", "avi", "flv", "asf", "mpegts", "mpeg", "ogg", "mxf", "gxf", "nut",
    "rm", "ivf", "dhav",
  ]
  /// Pictures and sound as their coders leave them, without a container.
  private static let bare = [
    "dv", "h264", "hevc", "h263", "m4v", "mpegvideo", "mjpeg", "obu", "yuv4mpegpipe", "loas", "dts",
    "truehd", "mlp",
  ]
  private static let sound = [
    "mp3", "wav", "w64", "flac", "aac", "ac3", "eac3", "amr", "aiff", "caf", "ape", "wv", "tta",
    "tak", "mpc", "mpc8", "dsf", "iff", "au", "voc", "oma", "dss",
  ]
  // Not svg_pipe: its renderer resolves references of its own.
  private static let stills = [
    "bmp", "dds", "dpx", "exr", "j2k", "jpeg", "jpegls", "jpegxl", "pam", "pbm", "pcx", "pfm",
    "pgm", "pgmyuv", "pgx", "png", "ppm", "psd", "qoi", "sgi", "sunrast", "tiff", "webp", "xbm",
    "xpm", "xwd",
  ]
  private static let animated = ["gif", "apng"]

  /// Their names as libavformat's whitelist wants them.
  package static let whitelist = (moving + bare + sound + stills.map { "\($0)_pipe" } + animated)
    .joined(separator: ",")

  package static func isStill(_ formatName: String) -> Bool { formatName.hasSuffix("_pipe") }

  package static func isAnimated(_ formatName: String) -> Bool { animated.contains(formatName) }
}
