package import CutroomModel
package import CutroomSystem

/// A folder with everything below it, reached by `ProjectPath`; opened folders are kept, so that a
/// look at a file costs one system call.
package final class Tree: Sendable {
  package let root: Folder
  private let opened = Locked<[String: Folder]>([:])
  private let mode: UInt32

  /// `mode` is given to folders made below.
  package init(_ root: Folder, folderMode: UInt32 = 0o777) {
    self.root = root
    self.mode = folderMode
  }

  /// The folder at `path` (empty: the root); nil where there is none.
  package func folder(_ path: String) throws(SystemError) -> Folder? {
    if path.isEmpty { return root }
    if let known = opened.withLock({ $0[path] }) { return known }
    do {
      let folder = try root.folder(path)
      keep(folder, at: path)
      return folder
    } catch {
      if error.code == .noSuchFile || error.code == .notDirectory { return nil }
      throw error
    }
  }

  /// The folder at `path`, made where missing.
  package func makeFolder(_ path: String) throws(SystemError) -> Folder {
    if let folder = try folder(path) { return folder }
    let folder = try root.makeFolder(path, mode: mode)
    keep(folder, at: path)
    return folder
  }

  /// The facts of a path; nil where there is nothing.
  package func facts(_ path: ProjectPath) throws(SystemError) -> FileFacts? {
    try folder(path.folder)?.facts(path.name)
  }

  /// Opens a regular file for reading; nil where there is nothing.
  package func open(_ path: ProjectPath) throws(SystemError) -> Descriptor? {
    guard let folder = try folder(path.folder) else { return nil }
    do {
      return try folder.openFile(path.name)
    } catch {
      if error.code == .noSuchFile { return nil }
      throw error
    }
  }

  /// Reads a file whole; nil where there is nothing.
  package func read(_ path: ProjectPath, limit: Int) throws(SystemError) -> [UInt8]? {
    guard let file = try open(path) else { return nil }
    return try file.readAll(limit: limit, path: root.join(path.description))
  }

  /// The regular files that match a pattern, in byte order, links and dot-names left out.
  package func files(matching pattern: PathPattern) throws(SystemError) -> [ProjectPath] {
    var found: [ProjectPath] = []
    let root = pattern.root
    let rest = Array(pattern.parts.dropFirst(root.count))
    try collect(root.joined(separator: "/"), rest[...], into: &found)
    return found
  }

  /// Forgets the opened folders; to be called when folders were removed or replaced.
  package func forget() { opened.withLock { $0.removeAll() } }

  private func keep(_ folder: Folder, at path: String) {
    opened.withLock {
      if $0.count >= 64 { $0.removeAll() }
      $0[path] = folder
    }
  }

  private func collect(
    _ place: String,
    _ parts: ArraySlice<String>,
    into found: inout [ProjectPath]
  ) throws(SystemError) {
    guard let part = parts.first, let folder = try folder(place) else { return }
    let rest = parts.dropFirst()
    if part == "**", !rest.isEmpty { try collect(place, rest, into: &found) }
    let prefix = place.isEmpty ? "" : place + "/"
    let isLast = rest.isEmpty
    let matcher = NameMatcher(part == "**" ? "*" : part)
    for entry in try folder.entries() where matcher.matches(entry.name) {
      var kind = entry.kind
      if kind == nil { kind = try folder.facts(entry.name)?.kind }
      if isLast, kind == .regular, let path = ProjectPath(prefix + entry.name), !path.isLeftover {
        found.append(path)
      }
      if !isLast || part == "**", kind == .directory {
        try collect(prefix + entry.name, part == "**" ? parts : rest, into: &found)
      }
    }
    if part == "**" { found = Set(found).sorted() }
  }
}

extension ProjectPath {
  /// Whether the name is a backup or a corrupt copy that the store put beside a file.
  package var isLeftover: Bool {
    let name = name
    guard name.utf8.count > 8, name.utf8.contains(UInt8(ascii: ".")) else { return false }
    if name.contains(".corrupt-") { return true }
    guard let dot = name.lastIndex(of: "."), name[..<dot].hasSuffix(".backup") else { return false }
    let number = name[name.index(after: dot)...]
    return !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
