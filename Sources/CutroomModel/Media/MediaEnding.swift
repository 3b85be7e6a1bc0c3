/// The usual ending of a file of a container.
package enum MediaEnding {
  /// Of what libav calls the container, such as `mov,mp4,m4a,3gp,3g2,mj2`; nil for one that is neither
  /// shown nor played.
  package static func of(_ format: String, _ kind: MediaKind) -> String? {
    let names = Set(format.split(separator: ",").map(String.init))
    let endings = kind == .audio ? sounds : pictures
    return endings.first { !names.isDisjoint(with: $0.formats) }?.ending
  }

  private static let pictures: [(formats: Set<String>, ending: String)] = [
    (["jpeg_pipe", "mjpeg", "image2"], "jpg"), (["png_pipe", "apng"], "png"),
    (["webp_pipe", "webp"], "webp"), (["bmp_pipe"], "bmp"), (["tiff_pipe"], "tiff"),
    (["gif"], "gif"), (["mp4", "mov"], "mp4"), (["webm"], "webm"), (["matroska"], "mkv"),
    (["avi"], "avi"), (["mpegts"], "ts"), (["mpeg"], "mpg"), (["flv"], "flv"), (["asf"], "wmv"),
    (["ogg"], "ogv"),
  ]

  private static let sounds: [(formats: Set<String>, ending: String)] = [
    (["mp3"], "mp3"), (["mp4", "mov"], "m4a"), (["wav"], "wav"), (["w64"], "w64"),
    (["flac"], "flac"), (["ogg"], "ogg"), (["aac"], "aac"), (["ac3"], "ac3"),
    (["eac3"], "eac3"), (["amr"], "amr"), (["aiff"], "aiff"), (["caf"], "caf"), (["ape"], "ape"),
    (["wv"], "wv"), (["tta"], "tta"), (["webm"], "webm"), (["matroska"], "mka"),
    (["asf"], "wma"), (["mpc", "mpc8"], "mpc"), (["dsf"], "dsf"), (["mpegts"], "ts"),
  ]
}
