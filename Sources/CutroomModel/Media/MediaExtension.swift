extension ProbeFacts {
  /// The file name extension that fits the content, without a dot; nil for rare formats.
  package var fileExtension: String? {
    let names = format.formatName.split(separator: ",").map(String.init)
    if names.contains("mov") { return movieExtension }
    if names.contains("webm") { return isWebM ? "webm" : "mkv" }
    if names == ["ogg"] { return cutroom.kind == .audio ? "ogg" : "ogv" }
    return names.first.flatMap { Self.extensions[$0] }
  }

  /// Whether a name's extension, without a dot, is one that people give to this content.
  package func fits(fileExtension name: String) -> Bool {
    guard let expected = fileExtension else { return true }
    let name = name.lowercased()
    return name == expected || Self.alternatives[expected]?.contains(name) == true
  }

  // MARK: -

  private static let extensions = [
    "mp3": "mp3", "wav": "wav", "flac": "flac", "aac": "aac", "avi": "avi", "flv": "flv",
    "mpegts": "ts", "mpeg": "mpg", "asf": "wmv", "gif": "gif", "apng": "png", "png_pipe": "png",
    "jpeg_pipe": "jpg", "webp_pipe": "webp", "bmp_pipe": "bmp", "tiff_pipe": "tiff",
    "aiff": "aiff", "caf": "caf",
  ]

  private static let alternatives: [String: Set<String>] = [
    "jpg": ["jpeg", "jpe", "jfif"], "png": ["apng"], "tiff": ["tif"], "mp4": ["m4v", "mov", "3gp"],
    "mov": ["qt", "mp4", "m4v"], "m4a": ["mp4", "m4b", "mov", "3gp", "aac"],
    "mkv": ["mka", "webm"],
    "webm": ["mkv", "weba"], "ogg": ["oga", "opus"], "ogv": ["ogg"], "ts": ["m2ts", "mts"],
    "mpg": ["mpeg", "vob"], "wmv": ["wma", "asf"], "aiff": ["aif"], "wav": ["wave"],
    "avif": ["heic", "heif"],
  ]

  private var movieExtension: String {
    switch cutroom.kind {
    case .audio: "m4a"
    case .image, .animatedImage: "avif"
    case .video: format.tags?["major_brand"]?.hasPrefix("qt") == true ? "mov" : "mp4"
    }
  }

  /// WebM allows these codecs only.
  private var isWebM: Bool {
    let codecs: Set<String> = ["vp8", "vp9", "av1", "opus", "vorbis", "webvtt"]
    return streams.allSatisfy { codecs.contains($0.codecName ?? "") }
  }
}
