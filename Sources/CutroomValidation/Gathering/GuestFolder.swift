package import CutroomStore
import CutroomSystem

extension GateScope {
  private static let marks = ["metadata.json", "timeline.json", "topics", "scripts", "assets"]

  /// What to answer for in a folder that belongs to no workspace: it is a project where it has any of
  /// a project's documents or folders.
  package static func ofFolder(_ guest: Project) -> GateScope {
    let isProject = marks.contains { (try? guest.tree.root.facts($0)) != nil }
    return isProject ? .project : .media
  }
}
