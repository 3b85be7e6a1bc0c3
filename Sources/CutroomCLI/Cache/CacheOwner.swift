import CutroomModel
import CutroomStore

/// On whose behalf an entry is pinned.
enum CacheOwner {
  static let option = Option(
    "for",
    "ID",
    .projectID,
    help: "a project that needs it, as long as there is one; else yourself"
  )

  /// Stands for whoever types commands: a word that no project of this program is made with unasked.
  static let person = ProjectID("user")

  /// Whom a command means; a project must be there.
  static func of(_ arguments: Arguments, _ context: Context) throws -> ProjectID {
    guard let told = arguments[option] else {
      guard let person else { preconditionFailure("it keeps the grammar") }
      return person
    }
    if told != person { _ = try context.project(told.description) }
    return told
  }

  /// Whether an owner of pins is still there; projects in the trash may come back.
  static func known(in workspace: Workspace) throws -> (ProjectID) -> Bool {
    let projects = Set(try workspace.projectIDs() + workspace.trash().map(\.id))
    return { $0 == person || projects.contains($0) }
  }
}
