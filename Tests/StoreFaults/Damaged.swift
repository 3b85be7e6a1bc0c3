import CutroomModel
import CutroomStore
import CutroomSystem

/// A document of 4 kB of some kind, recorded in a project of its own, to be damaged.
struct Damaged {
  static let size = 4096
  /// A manifest lies in archives, which the project's journal knows nothing of.
  static var kinds: [String] { DocumentKind.allCases.filter { $0 != .archive }.map(\.rawValue) }

  let scene: Scene
  let session: ProjectSession
  let path: ProjectPath
  let whole: [UInt8]
  let output: OutputRecord

  /// Makes the project from the frozen sample of the kind.
  init(_ kind: DocumentKind, in folder: String) throws {
    let path = try Scene.path(Self.place(kind))
    self.path = path
    let sample = try JSONReader.read(Self.sample(kind))
    let padded = try Self.padded(sample)
    // What the store itself writes at the beginning is damaged as it writes it.
    scene = try Scene.make(folder, pipeline: kind == .pipeline ? sample : nil)
    session = try scene.session().session
    whole = padded
    if session.withState({ $0.files[path] }) != nil {
      try scene.put(whole, at: path)
      _ = try session.acceptFile(path)
    } else {
      try scene.commit("damaged", [path.description: whole], in: session)
    }
    guard let output = session.withState({ $0.recordedOutputs.first { $0.path == path } }),
      output.content == Digest(sha256: whole)
    else { throw Broken("\(path) was not recorded") }
    self.output = output
  }

  private static func place(_ kind: DocumentKind) -> String {
    switch kind {
    case .pipeline: "pipeline.json"
    case .metadata: "metadata.json"
    case .discoveredTopics: "topics/discovered.json"
    case .selectedTopics: "topics/selected.json"
    case .refinedTopics: "topics/refined.json"
    case .script: "scripts/one.json"
    case .tags: "scripts/tags.json"
    case .assetMetadata: "assets/images/one.metadata.json"
    case .timestamps: "assets/audio/one.timestamps.json"
    case .trackMetadata: "assets/music/one.metadata.json"
    case .timeline: "timeline.json"
    case .validation: "validation.json"
    case .waivers: "waivers.json"
    case .renderReport: "renders/video.report.json"
    case .archive: "cutroom-archive.json"
    }
  }

  private static func sample(_ kind: DocumentKind) throws -> [UInt8] {
    let folder = try Folder.open("Tests/Samples/\(kind.currentVersion)")
    return try folder.openFile("\(kind.rawValue).json").readAll(limit: 1 << 20)
  }

  /// The document with a member that nobody knows, so long that the whole has 4 kB; a longer sample
  /// stays as it is.
  private static func padded(_ sample: JSONValue) throws -> [UInt8] {
    guard case .object(var members) = sample else { throw Broken("a sample is no object") }
    members["padding"] = .string("")
    let bare = DocumentCoding.bytes(.object(members)).count
    guard bare < size else { return DocumentCoding.bytes(sample) }
    members["padding"] = .string(String(repeating: "lorem ", count: size).prefixed(size - bare))
    return DocumentCoding.bytes(.object(members))
  }
}

extension String {
  fileprivate func prefixed(_ count: Int) -> String { String(prefix(count)) }
}
