import CutroomModel
import CutroomPipeline
import CutroomSystem
import CutroomWorkers

/// A picture or clip of the library that was measured and found whole.
struct VisualFile: Codable, Equatable {
  let kind: Timeline.Visual.Kind
  let suffix: String
  let width: Int
  let height: Int
  /// Nil for a still.
  let durationUs: Int64?

  /// Names that may be a picture or a clip; the bytes then say what it is.
  static let suffixes: Set<String> = [
    "jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif", "mp4", "m4v", "mov", "mkv", "webm",
    "avi", "ts", "mts", "m2ts", "mpg", "mpeg", "flv", "wmv", "asf", "ogv", "3gp",
  ]

  /// What makes a file unfit to be shown, in words.
  struct Unfit: Error {
    let reason: String
  }

  /// Takes what was measured; throws `Unfit` with the reason where it cannot be shown.
  init(_ facts: ProbeFacts, name: ProjectPath) throws(Unfit) {
    if facts.cutroom.truncated { throw Unfit(reason: "it is cut short") }
    guard let width = facts.cutroom.displayWidth, let height = facts.cutroom.displayHeight,
      width > 0, height > 0
    else { throw Unfit(reason: "it has no picture") }
    switch facts.cutroom.kind {
    case .audio: throw Unfit(reason: "it is sound, not a picture")
    case .animatedImage: throw Unfit(reason: "animated pictures are not shown; make it a clip")
    case .image:
      kind = .image
      durationUs = nil
    case .video:
      kind = .video
      durationUs = facts.cutroom.durationUs
      guard let durationUs, durationUs >= 200_000 else { throw Unfit(reason: "it is too short") }
    }
    guard let suffix = Self.suffix(of: facts.format.formatName, named: name.suffix.lowercased())
    else { throw Unfit(reason: "\(facts.format.formatName) is not a format that is rendered") }
    self.suffix = suffix
    self.width = width
    self.height = height
  }

  /// Where the file goes in the project.
  func path(for content: Digest) throws -> ProjectPath {
    try Places.path("assets/\(kind == .image ? "images" : "videos")/\(content).\(suffix)")
  }

  /// How well it fills a frame of this size for `milliseconds`, 0…1.
  func fit(width: Int, height: Int, milliseconds: Int) -> Double {
    let own = Double(self.width) / Double(self.height)
    let frame = Double(width) / Double(height)
    var fit = 0.5 + 0.5 * min(own / frame, frame / own)
    if self.width * 2 < width { fit *= 0.7 }
    if isShorter(than: milliseconds) { fit *= 0.8 }
    return fit
  }

  /// Whether it is a clip that is over before `milliseconds` are.
  func isShorter(than milliseconds: Int) -> Bool {
    durationUs.map { $0 < Int64(milliseconds) * 1000 } ?? false
  }

  /// The extension for what the bytes are; a name that fits keeps its own.
  private static func suffix(of format: String, named name: String) -> String? {
    let names = Set(format.split(separator: ",").map(String.init))
    for (formats, suffixes) in containers where !names.isDisjoint(with: formats) {
      return suffixes.contains(name) ? name : suffixes[0]
    }
    return nil
  }

  private static let containers: [(Set<String>, [String])] = [
    (["jpeg_pipe", "mjpeg", "image2"], ["jpg"]), (["png_pipe", "apng"], ["png"]),
    (["webp_pipe", "webp"], ["webp"]), (["bmp_pipe"], ["bmp"]), (["tiff_pipe"], ["tiff"]),
    (["mp4", "mov"], ["mp4", "mov", "m4v", "3gp"]), (["matroska", "webm"], ["mkv", "webm"]),
    (["avi"], ["avi"]), (["mpegts"], ["ts"]), (["mpeg"], ["mpg"]), (["flv"], ["flv"]),
    (["asf"], ["wmv"]), (["ogg"], ["ogv"]),
  ]
}

extension MediaWorkers {
  /// Measures a visual and decodes its first frame.
  ///
  /// Throws `VisualFile.Unfit` where it cannot be shown, and `ItemFault` where the workers fail.
  func inspectVisual(
    _ file: borrowing Descriptor,
    path: ProjectPath
  ) throws -> (visual: VisualFile, facts: ProbeFacts) {
    do {
      let facts = try probe(file, path: path.description)
      let visual = try VisualFile(facts, name: path)
      let verification = try verify(file, path: path.description, everything: false)
      guard verification.decodes else {
        throw VisualFile.Unfit(reason: "its first frame cannot be decoded")
      }
      return (visual, facts)
    } catch let failure as WorkerFailure {
      if failure.saysNothingOfTheFile { throw ItemFault(failure, about: path.description) }
      throw VisualFile.Unfit(reason: failure.message)
    }
  }
}
