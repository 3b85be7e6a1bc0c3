import CutroomModel

/// A folder of the known tree that holds media of one sort.
enum MediaPlace: String {
  case images
  case videos
  case audio
  case music
  case renders

  /// What belongs there.
  func accepts(_ kind: MediaKind) -> Bool {
    switch self {
    case .images: kind == .image
    case .videos, .renders: kind == .video
    case .audio, .music: kind == .audio
    }
  }

  /// What belongs there, in words.
  var wanted: String {
    switch self {
    case .images: "a still picture"
    case .videos, .renders: "a video"
    case .audio, .music: "sound"
    }
  }

  /// The stage that usually fills the folder.
  var stage: String {
    switch self {
    case .images, .videos: "media"
    case .audio: "narration"
    case .music: "music"
    case .renders: "render"
    }
  }
}

extension ProjectPath {
  /// The media folder of the known tree that a file other than JSON is in.
  var mediaPlace: MediaPlace? {
    let parts = description.split(separator: "/")
    switch parts.count {
    case 2 where parts[0] == "renders": return suffix == "mp4" ? .renders : nil
    case 3 where parts[0] == "assets" && !isJSON: return MediaPlace(rawValue: String(parts[1]))
    default: return nil
    }
  }

  /// Whether the content of the file is measured: media of the known tree, and other files of
  /// `assets` that have a media file's name.
  var isMedia: Bool {
    if mediaPlace != nil { return true }
    return description.hasPrefix("assets/") && MediaExtension.all.contains(suffix)
  }
}

extension ProjectPath {
  /// Where the sidecar of a media file belongs; nil for a file that has none.
  var sidecar: ProjectPath? {
    switch mediaPlace {
    case .images, .videos, .music: ProjectPath("\(folder)/\(stem).metadata.json")
    case .audio: ProjectPath("\(folder)/\(stem).timestamps.json")
    case .renders, nil: nil
    }
  }
}

/// What a file's extension says of its content.
enum MediaExtension {
  /// libavformat's names of the containers that belong to an extension.
  static let formats: [String: Set<String>] = [
    "jpg": ["jpeg_pipe", "mjpeg", "image2"], "jpeg": ["jpeg_pipe", "mjpeg", "image2"],
    "png": ["png_pipe", "apng"], "webp": ["webp_pipe", "webp"], "gif": ["gif", "gif_pipe"],
    "bmp": ["bmp_pipe"], "tif": ["tiff_pipe"], "tiff": ["tiff_pipe"],
    "mp4": ["mp4", "mov"], "m4v": ["mp4", "mov"], "mov": ["mov", "mp4"], "3gp": ["3gp", "mov"],
    "m4a": ["m4a", "mov"], "webm": ["webm"], "mkv": ["matroska"], "avi": ["avi"],
    "ts": ["mpegts"], "mpg": ["mpeg"], "flv": ["flv"], "wmv": ["asf"], "ogv": ["ogg"],
    "mp3": ["mp3"], "wav": ["wav", "w64"], "flac": ["flac"], "ogg": ["ogg"], "opus": ["ogg"],
    "oga": ["ogg"], "aac": ["aac"], "aiff": ["aiff"], "aif": ["aiff"],
  ]

  static let all = Set(formats.keys)

  /// Whether a container may carry an extension; an extension nobody knows may be anything.
  static func fits(_ suffix: String, format: String) -> Bool {
    guard let formats = formats[suffix.lowercased()] else { return true }
    return format.split(separator: ",").contains { formats.contains(String($0)) }
  }
}
