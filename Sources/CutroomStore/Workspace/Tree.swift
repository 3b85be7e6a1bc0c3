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
    if let known = known(path) { return known }
    return try reopened(path)
  }

  /// The folder at `path`, made where missing.
  package func makeFolder(_ path: String) throws(SystemError) -> Folder {
    if path.isEmpty { return root }
    if let folder = try reopened(path) { return folder }
    // What is cutroom's own is private wherever it stands.
    let isPrivate = path == ".cutroom" || path.hasPrefix(".cutroom/")
    let folder = try root.makeFolder(path, mode: isPrivate ? 0o700 : mode)
    keep(folder, at: path)
    return folder
  }

  /// The facts of a path; nil where there is nothing.
  package func facts(_ path: ProjectPath) throws(SystemError) -> FileFacts? {
    let (place, name) = (path.folder, path.name)
    if place.isEmpty { return try root.facts(name) }
    if let facts = try known(place)?.facts(name) { return facts }
    return try reopened(place)?.facts(name)
  }

  /// Opens a regular file for reading; nil where there is nothing.
  package func open(_ path: ProjectPath) throws(SystemError) -> Descriptor? {
    let (place, name) = (path.folder, path.name)
    if place.isEmpty { return try Self.open(name, in: root) }
    if let known = known(place), let file = try Self.open(name, in: known) { return file }
    guard let folder = try reopened(place) else { return nil }
    return try Self.open(name, in: folder)
  }

  /// Reads a file whole; nil where there is nothing.
  package func read(_ path: ProjectPath, limit: Int) throws(SystemError) -> [UInt8]? {
    guard let file = try open(path) else { return nil }
    return try file.readAll(limit: limit, path: root.join(path.description))
  }

  /// The regular files that match a pattern, in byte order, links and dot-names left out.
  package func files(matching pattern: PathPattern) throws(SystemError) -> [ProjectPath] {
    try listing(of: pattern).files
  }

  /// The files that match a pattern, with the folders whose names decided it, there or not.
  package func listing(
    of pattern: PathPattern
  ) throws(SystemError) -> (files: [ProjectPath], folders: Set<String>) {
    var listing = TreeListing { (place) throws(SystemError) in
      place.isEmpty ? self.root : try self.reopened(place)
    }
    let root = pattern.root
    try listing.collect(root.joined(separator: "/"), pattern.parts.dropFirst(root.count))
    // Names are in order in each folder; whole paths are when only the last part is open.
    let isInOrder = pattern.parts.count == root.count + 1
    return (isInOrder ? listing.found : Set(listing.found).sorted(), listing.places)
  }

  /// Forgets the opened folders; to be called when folders were moved or replaced.
  ///
  /// One that was removed is noticed without this.
  package func forget() { opened.withLock { $0.removeAll() } }

  /// Opens a folder anew, whatever is remembered: a removed folder may have been made again.
  private func reopened(_ path: String) throws(SystemError) -> Folder? {
    do {
      let folder = try root.folder(path)
      keep(folder, at: path)
      return folder
    } catch {
      if error.code == .noSuchFile || error.code == .notDirectory { return nil }
      throw error
    }
  }

  private func known(_ path: String) -> Folder? { opened.withLock { $0[path] } }

  private func keep(_ folder: Folder, at path: String) {
    opened.withLock {
      if $0.count >= 64 { $0.removeAll() }
      $0[path] = folder
    }
  }

  private static func open(_ name: String, in folder: Folder) throws(SystemError) -> Descriptor? {
    do { return try folder.openFile(name) } catch {
      if error.code == .noSuchFile { return nil }
      throw error
    }
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
