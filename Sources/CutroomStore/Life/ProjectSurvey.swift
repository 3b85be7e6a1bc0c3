import CutroomModel
import CutroomSystem

/// Something in a project's folder that is no file of the project, and why.
package struct LeftOut: Equatable, Sendable {
  /// Relative to the project.
  package let path: String
  package let reason: String
}

/// Every file that makes up a project, as far as it lies in the project's own folder.
///
/// Locks, memories that can be made again and writes under way are none of it.
struct ProjectSurvey {
  struct File {
    let path: ProjectPath
    let size: Int64
    let mode: UInt32
  }

  let project: Project
  /// Folders, each after the one it is in.
  private(set) var folders: [(path: String, mode: UInt32)] = []
  /// In byte order, folder by folder.
  private(set) var files: [File] = []
  private(set) var leftOut: [LeftOut] = []

  private static let ownNames: Set = ["lock", "index", "run.json", "moving"]
  private static let deepest = 64

  init(_ project: Project) throws {
    self.project = project
    try look(in: project.tree.root, at: "", depth: 0)
  }

  private mutating func look(in folder: Folder, at place: String, depth: Int) throws(SystemError) {
    for entry in try folder.everyName() {
      let path = place.isEmpty ? "\(entry)" : "\(place)/\(entry)"
      guard let name = entry.text else {
        leftOut.append(LeftOut(path: path, reason: "its name is no project path"))
        continue
      }
      if FileWriter.isTemporary(name) || (place == ".cutroom" && Self.ownNames.contains(name)) {
        continue
      }
      guard let facts = try folder.facts(name) else { continue }
      guard let safe = ProjectPath(path) else {
        leftOut.append(LeftOut(path: path, reason: "its name is no project path"))
        continue
      }
      switch facts.kind {
      case .regular:
        files.append(File(path: safe, size: facts.size, mode: facts.mode & 0o777))
      case .directory where depth < Self.deepest:
        folders.append((path, facts.mode & 0o777 | 0o700))
        try look(in: try folder.folder(name), at: path, depth: depth + 1)
      case .directory: leftOut.append(LeftOut(path: path, reason: "it lies too deep"))
      case .link: leftOut.append(LeftOut(path: path, reason: "it is a symbolic link"))
      case .other: leftOut.append(LeftOut(path: path, reason: "it is not a regular file"))
      }
    }
  }
}
