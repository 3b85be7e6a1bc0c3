import CutroomSystem

/// How many files, written one after another, become durable: by one flush of their file system, or
/// each by itself where such a flush would not tell what it could not write.
struct Flushing {
  /// What to ask for one flush of everything.
  private let whole: Folder?

  /// Each by itself.
  static let ofEach = Flushing(whole: nil)

  private init(whole: Folder?) { self.whole = whole }

  /// To be made before the first of the files is written.
  init(in folder: Folder) throws(SystemError) {
    try self.init(in: folder, kind: FileSystemKind.under(folder))
  }

  init(in folder: Folder, kind: FileSystemKind) throws(SystemError) {
    // Nobody else may hear in our place what could not be written.
    whole = kind.tellsFlushErrors ? try folder.reopened() : nil
  }

  /// Whether each file is to be synced before it is closed.
  var isOfEach: Bool { whole == nil }

  /// Makes a file durable, where the flush at the end does not.
  func sync(_ file: borrowing Descriptor, path: String) throws(SystemError) {
    if isOfEach { try file.sync(path: path) }
  }

  /// Flushes what was written; where each file is synced by itself, nothing.
  func end() throws(SystemError) { try whole?.syncFileSystem() }

  /// The same with the names in a folder and in all below it.
  func end(withNamesBelow folder: Folder) throws(SystemError) {
    try end()
    if isOfEach { try syncNames(in: folder) }
  }

  private func syncNames(in folder: Folder) throws(SystemError) {
    for entry in try folder.entries() {
      let kind = if let kind = entry.kind { kind } else { try folder.facts(entry.name)?.kind }
      if kind == .directory { try syncNames(in: try folder.folder(entry.name)) }
    }
    try folder.sync()
  }
}
