import CutroomModel
import CutroomPipeline

/// Where stages hand their work to one another.
enum Places {
  static let discovered = ProjectPath.known("topics/discovered.json")
  static let selected = ProjectPath.known("topics/selected.json")
  static let refined = ProjectPath.known("topics/refined.json")
  static let tags = ProjectPath.known("scripts/tags.json")
  static let timeline = ProjectPath.known("timeline.json")
  static let validation = ProjectPath.known("validation.json")
  static let mediaMatch = ProjectPath.known(".cutroom/results/media/match.json")
  static let musicChoice = ProjectPath.known(".cutroom/results/music/choice.json")

  /// Every script, and nothing that is called `tags.json`.
  static let scripts: [PathPattern] = .known(
    "scripts/[!t]*.json",
    "scripts/t[!a]*.json",
    "scripts/ta[!g]*.json",
    "scripts/tag[!s]*.json",
    "scripts/tags[!.]*.json",
    "scripts/t.json",
    "scripts/ta.json",
    "scripts/tag.json"
  )

  static func script(_ topic: String) throws -> ProjectPath { try path("scripts/\(topic).json") }

  static func take(_ segment: String) throws -> ProjectPath {
    try path("assets/audio/\(segment).mp3")
  }

  static func timestamps(_ segment: String) throws -> ProjectPath {
    try path("assets/audio/\(segment).timestamps.json")
  }

  static func result(_ stage: String, _ item: String) throws -> ProjectPath {
    try path(".cutroom/results/\(stage)/\(item).json")
  }

  /// The sidecar of an asset.
  static func sidecar(of asset: ProjectPath) throws -> ProjectPath {
    try path("\(asset.folder)/\(asset.stem).metadata.json")
  }

  /// A path made of names that stand in a document.
  ///
  /// Throws `ItemFault` where they do not make a safe one.
  static func path(_ text: String) throws -> ProjectPath {
    guard let path = ProjectPath(text) else {
      throw ItemFault("unsafe-path", "\"\(text)\" is no path inside the project")
    }
    return path
  }
}
