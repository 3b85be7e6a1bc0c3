import CutroomModel
import CutroomPipeline

/// What `with` asks for.
struct MusicWish {
  /// `"none"`, a name, a stem or a glob; nil to leave the choice to the rule.
  let track: String?
  let rule: String
  /// The folder of the workspace that the music lies in.
  let folder: String

  static let none = "none"

  static let parameters = [trackParameter, ruleParameter, libraryParameter]

  private static let trackParameter = Parameter(
    "track",
    .text,
    otherwise: "auto",
    "a name, path or glob below the folder's music/, or none; what is named must be there"
  )
  private static let ruleParameter = Parameter(
    "rule",
    .oneOf(["keyword", "longest", "first"]),
    otherwise: "keyword",
    "what auto takes: keyword is what shares most words with the topics"
  )
  private static let libraryParameter = Parameter(
    "library",
    .folder,
    otherwise: "library",
    "the folder that has music/"
  )

  /// Names that may be music; the bytes then say what it is.
  private static let suffixes: Set<String> = [
    "mp3", "wav", "flac", "ogg", "oga", "opus", "m4a", "aac", "aif", "aiff", "wma", "caf", "w64",
  ]

  init(_ scope: StageScope) {
    let track = scope.text(Self.trackParameter)
    self.track = track == "auto" ? nil : track
    rule = scope.text(Self.ruleParameter) ?? "keyword"
    folder = (scope.text(Self.libraryParameter) ?? "library") + "/music"
  }

  func shelf(_ scope: StageScope) throws -> LibraryShelf {
    try LibraryShelf(scope, folder: folder, suffixes: Self.suffixes)
  }

  /// The pieces that the wish names: by path below the folder, file name, or name without extension.
  func named(in shelf: LibraryShelf) throws -> [LibraryFile] {
    let wish = track ?? ""
    let pattern = PathPattern(wish)
    let found = shelf.files.filter { file in
      file.paths.contains { path in
        let below = String(path.description.dropFirst(folder.count + 1))
        return [below, path.name, path.stem, path.description].contains(wish)
          || pattern?.matches(below) == true
      }
    }
    guard found.isEmpty else { return found }
    let known = shelf.files.map(\.path.name).prefix(8).joined(separator: ", ")
    throw ItemFault(
      "track-missing",
      "\(folder) has no \"\(wish)\"; there is: \(known.isEmpty ? "nothing" : known)"
    )
  }

  /// The id of a track, made of the file's name.
  static func trackID(_ stem: String) -> String {
    var id = ""
    for byte in stem.lowercased().utf8 {
      let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
      if isPlain { id.unicodeScalars.append(Unicode.Scalar(byte)) }
      if !isPlain, !id.isEmpty, !id.hasSuffix("-") { id += "-" }
    }
    id = String(id.prefix(60))
    while id.hasSuffix("-") { id.removeLast() }
    return id.isEmpty ? "track" : id
  }
}

/// `.cutroom/results/music/choice.json`: the track under the video; nil for none.
struct MusicChoice: Codable, Equatable {
  var track: String?

  /// The sidecar of the chosen track.
  var metadata: ProjectPath? {
    get throws { try track.map { try Places.path("assets/music/\($0).metadata.json") } }
  }
}
