import CutroomModel
import CutroomPipeline
import CutroomStore

/// Every file that stands behind a timeline: what a render reads, and what says what that is.
enum RenderedMaterial {
  /// The paths in byte order, whether there is a file or not.
  static func files(of timeline: Timeline, _ scope: StageScope) throws -> [ProjectPath] {
    var files: Set<ProjectPath> = [
      Places.timeline, Places.discovered, Places.selected, Places.refined, Places.tags,
    ]
    for script in try scope.scripts() { files.insert(script.path) }
    for visual in timeline.visuals {
      let file = try Places.path(visual.file)
      files.formUnion([file, try Places.sidecar(of: file)])
    }
    for take in timeline.narration {
      files.formUnion([try Places.path(take.file), try Places.timestamps(take.segmentId)])
    }
    if let music = timeline.music {
      let file = try Places.path(music.file)
      files.formUnion([file, try Places.sidecar(of: file)])
    }
    return try files.filter { try scope.look($0) != .missing }.sorted()
  }
}
