import CutroomModel
import CutroomStore
import CutroomSystem

/// Finds the bytes that were set aside among the store's own files.
struct ControlLeftovers {
  private(set) var found: [SetAside] = []

  /// Looks through the project's `.cutroom`; what cannot be read is passed over.
  init(_ tree: Tree) {
    if let folder = try? tree.folder(".cutroom") { enter(folder, ".cutroom") }
  }

  private mutating func enter(_ folder: Folder, _ place: String) {
    for entry in (try? folder.entries()) ?? [] {
      let name = "\(place)/\(entry.name)"
      if entry.kind == .directory {
        if let inner = try? folder.folder(entry.name) { enter(inner, name) }
      } else if let path = ProjectPath(name), SetAside.isOne(path),
        let facts = try? folder.facts(entry.name), facts.kind == .regular
      {
        found.append(SetAside(path: path, size: facts.size))
      }
    }
  }
}
