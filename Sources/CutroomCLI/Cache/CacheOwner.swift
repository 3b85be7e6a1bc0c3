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

  /// Stands for whoever types commands: a word that this program makes no project with unasked.
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

  /// Whose pins a command lets go of: a project, or an owner that a pin names, such as a project
  /// that is in the trash or gone.
  static func ofPins(
    _ arguments: Arguments,
    _ context: Context,
    in cache: Cache
  ) throws -> ProjectID {
    do { return try of(arguments, context) } catch {
      guard let told = arguments[option],
        try cache.list().contains(where: { entry in
          // One that has gone in between is pinned for nobody.
          entry.isPinned && (try? cache.owners(of: entry.key))?.contains(told) == true
        })
      else { throw error }
      return told
    }
  }

  /// Whether an owner of pins is still there; projects in the trash may come back.
  static func known(in workspace: Workspace) throws -> (ProjectID) -> Bool {
    let projects = Set(try workspace.projectIDs() + workspace.trash().map(\.id))
    return { $0 == person || projects.contains($0) }
  }

  private static func fingerprints(of project: Project) throws -> Set<Digest> {
    let items = try ProjectLedger.load(project).state.items
    return Set(items.values.flatMap { $0.values.map(\.fingerprint.digest) })
  }

  /// Whether an item of a project is made with a fingerprint now; a project is read when it is
  /// first asked about, and one that cannot be read, or is in the trash, may have any.
  static func asking(in workspace: Workspace) -> (ProjectID, Digest) -> Bool {
    var known: [ProjectID: Set<Digest>?] = [:]
    return { id, fingerprint in
      let all = known[id] ?? (try? fingerprints(of: workspace.project(id.description)))
      known[id] = .some(all)
      return all?.contains(fingerprint) ?? true
    }
  }
}
