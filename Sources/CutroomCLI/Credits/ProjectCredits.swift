import CutroomModel
import CutroomStore
import CutroomSystem

/// What the timeline of a project shows and plays, with what the sidecars say of it.
enum ProjectCredits {
  /// In the order of the video, one for each work; cards that cutroom drew are nobody's.
  ///
  /// Throws `Fault` where there is no timeline yet.
  static func read(_ project: Project) throws -> CreditSheet {
    guard let timeline = try project.document(Timeline.self, at: .timeline) else {
      throw Fault(
        .unavailable,
        "no-timeline",
        "\(project.id) has no timeline yet, which tells what is shown and played",
        path: project.tree.root.join(ProjectPath.timeline.description),
        hint: "Make it: cutroom run \(project.id) --until timeline"
      )
    }
    var credits: [Credit] = []
    var seen: Set<String> = []
    for visual in timeline.visuals where seen.insert(visual.file).inserted {
      let kind = visual.kind == .image ? Credit.Kind.image : .video
      guard let metadata = try sidecar(AssetMetadata.self, of: visual.file, project) else {
        credits.append(Credit(untold: visual.file, kind: kind))
        continue
      }
      let provider = metadata.sources.first?.provider
      if provider == "card" { continue }
      credits.append(
        Credit(visual.file, kind: kind, rights: metadata.rights, provider: provider)
      )
    }
    if let music = timeline.music {
      let track = try sidecar(TrackMetadata.self, of: music.file, project)
      credits.append(
        track.map {
          Credit(music.file, kind: .music, rights: $0.rights, provider: $0.source.provider)
        } ?? Credit(untold: music.file, kind: .music)
      )
    }
    return CreditSheet(credits: Credit.grouped(credits))
  }

  private static func sidecar<D: Document>(
    _ type: D.Type,
    of file: String,
    _ project: Project
  ) throws -> D? {
    guard let path = ProjectPath(file),
      let sidecar = ProjectPath("\(path.folder)/\(path.stem).metadata.json")
    else { return nil }
    return try project.document(type, at: sidecar)
  }
}

extension ProjectPath {
  fileprivate static let timeline: ProjectPath = {
    guard let path = ProjectPath("timeline.json") else { preconditionFailure("a plain name") }
    return path
  }()
}
