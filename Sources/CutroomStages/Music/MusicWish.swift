import CutroomModel
import CutroomPipeline

/// What `with` asks for.
struct MusicWish {
  /// `"none"`, a name, a stem, a glob or an address; nil to leave the choice to the rule.
  let track: String?
  let rule: String
  /// The folder of the workspace that the music lies in.
  let folder: String
  /// Whether the library is looked at.
  let usesLibrary: Bool
  /// The providers to be asked for what the library does not have, in order.
  let searched: [String]
  /// Whether the address may lead to this machine or network.
  let allowsPrivateHosts: Bool
  /// What to search for; nil for what the topics are about.
  let query: String?

  static let none = "none"

  static let parameters = [
    trackParameter, ruleParameter, libraryParameter, providersParameter, queryParameter,
    privateParameter,
  ]

  private static let trackParameter = Parameter(
    "track",
    .text,
    otherwise: "auto",
    "a name, path or glob below the folder's music/, an http(s) address, or none"
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

  private static let providersParameter = Parameter(
    "providers",
    .sources([MediaStage.own], .search([.music])),
    otherwise: ["library"],
    "where music comes from: library, then providers of settings.providers"
  )
  private static let queryParameter = Parameter(
    "query",
    .text,
    needs: ["providers"],
    "what providers are asked for; the topics' phrases where it is not given"
  )

  private static let privateParameter = Parameter(
    "allowPrivateHosts",
    .flag,
    otherwise: false,
    needs: ["track"],
    "whether the address may lead to this machine or network"
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
    let providers = scope.texts(Self.providersParameter)
    usesLibrary = providers.contains(MediaStage.own)
    searched = providers.filter { $0 != MediaStage.own }
    query = scope.text(Self.queryParameter)
    allowsPrivateHosts = scope.flag(Self.privateParameter)
  }

  /// The address that is to be played; nil where none is named.
  var address: String? { track.flatMap { WebAddress($0).isWeb ? $0 : nil } }

  /// The providers that may be asked: nobody where a piece is named.
  var asked: [String] { track == nil ? searched : [] }

  /// The pool for a stage with this `with`.
  static func pool(_ with: JSONValue) -> String {
    let names = with["providers"]?.array?.compactMap(\.string) ?? [with["providers"]?.string ?? ""]
    let isSearched = names.contains { !["", MediaStage.own].contains($0) }
    let isAddress = with["track"]?.string.map { WebAddress($0).isWeb } ?? false
    return isSearched || isAddress ? "net" : "cpu"
  }

  func shelf(_ scope: StageScope) throws -> LibraryShelf {
    // What is named in the library lies there, whoever else may be asked.
    guard usesLibrary || track != nil, address == nil else { return .empty }
    return try LibraryShelf(scope, folder: folder, suffixes: Self.suffixes)
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
