import CutroomModel
import CutroomStore
import CutroomSystem

/// A walk through a project's folder that opens nothing but folders.
struct TreeWalk {
  let tree: Tree
  /// Folders at the top that are passed over.
  let skipped: Set<String>
  private(set) var files: [(path: ProjectPath, facts: FileFacts)] = []
  private(set) var oddities: [Oddity] = []
  private(set) var setAside: [SetAside] = []

  init(_ tree: Tree, skipping skipped: Set<String>) {
    self.tree = tree
    self.skipped = skipped
  }

  /// Walks from the top; throws where the top itself cannot be read.
  mutating func walk() throws(SystemError) {
    for name in try tree.root.names() where !skipped.contains(name) {
      visit(name, in: tree.root, prefix: "")
    }
  }

  private mutating func enter(_ path: ProjectPath, in parent: Folder) {
    do throws(SystemError) {
      // Not through the tree, which keeps what it opens: a walk passes each folder once.
      let folder = try parent.folder(path.name)
      for name in try folder.names() { visit(name, in: folder, prefix: "\(path)/") }
    } catch {
      let reason = "\(error.code)"
      oddities.append(Oddity(path: path.description, kind: .unreadableFolder(reason: reason)))
    }
  }

  private mutating func visit(_ name: String, in folder: Folder, prefix: String) {
    // Dot-names are temporaries and other programs' own affairs.
    guard !name.hasPrefix("."), let facts = try? folder.facts(name) else { return }
    guard let path = ProjectPath(prefix + name) else {
      oddities.append(Oddity(path: prefix + name.printable, kind: .unusableName))
      return
    }
    if facts.kind == .regular, SetAside.isOne(path) {
      setAside.append(SetAside(path: path, size: facts.size))
    }
    guard !path.isLeftover else { return }
    switch facts.kind {
    case .regular: files.append((path, facts))
    case .directory: enter(path, in: folder)
    case .link: oddities.append(Oddity(path: path.description, kind: .link))
    case .other: oddities.append(Oddity(path: path.description, kind: .special))
    }
  }
}

extension String {
  /// The text with every control character shown as a question mark, and not longer than a line.
  var printable: String {
    let shown = unicodeScalars.prefix(200).map { scalar in
      scalar.properties.generalCategory == .control ? "?" : Character(scalar)
    }
    return String(shown)
  }
}
