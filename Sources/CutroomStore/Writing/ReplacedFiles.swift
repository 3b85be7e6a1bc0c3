import CutroomModel
import CutroomSystem

/// What stands where something else is going to stand.
extension ProjectSession {
  /// Saves what stands at a path from being replaced: a document into its backups, an asset into
  /// the superseded store, an asset with bytes that nobody recorded into the trash, bad bytes under
  /// a name that says so.
  func keep(
    _ live: FileLook,
    at path: ProjectPath,
    in folder: Folder,
    recorded: Set<Digest>
  ) throws {
    switch live {
    case .missing: return
    case .unreadable: try setAside(path, in: folder)
    case .file(_, .some):
      try FileWriter(folder: folder).rotate(path.name, .init(generations: keeping.backups))
    case .file(let content, nil):
      let isKnown = recorded.contains(content)
      let store = try project.control(isKnown ? "superseded" : "trash")
      let name = isKnown ? content.description : "\(stamp)-\(path.name)".shortened(to: 255)
      do { try FileWriter(folder: folder).keepCopy(path.name, as: name, in: store) } catch {
        // The same bytes are kept already, perhaps by another thread at this moment.
        if error.code == .exists { return }
        throw error
      }
      try store.sync()
    }
  }

  /// Gives bad bytes the further name `<file>.corrupt-<time>`; returns its path.
  ///
  /// They stand at their own name, too, until something good is renamed over them: a crash between
  /// the two leaves no gap.
  @discardableResult
  func setAside(_ path: ProjectPath, in folder: Folder) throws(SystemError) -> String {
    // A part of a path may have 240 bytes; the last five tell two of one moment apart.
    let prefix = path.name.shortened(to: 204) + ".corrupt-"
    if let name = try earlierName(of: path.name, prefix: prefix, in: folder) {
      return path.sibling(name)
    }
    var name = prefix + stamp
    if try folder.facts(name) != nil { name += "-\(RandomName.hex(4))" }
    if try folder.facts(path.name)?.kind == .regular {
      try FileWriter(folder: folder).keepCopy(path.name, as: name)
    } else {
      try folder.rename(path.name, to: name)
    }
    try folder.sync()
    return path.sibling(name)
  }

  /// The name that a predecessor gave the same bytes before it died.
  private func earlierName(
    of name: String,
    prefix: String,
    in folder: Folder
  ) throws(SystemError) -> String? {
    guard let facts = try folder.facts(name), facts.links > 1 else { return nil }
    for other in try folder.names() where other.hasPrefix(prefix) {
      if try folder.facts(other)?.inode == facts.inode { return other }
    }
    return nil
  }

  private var stamp: String { Instant(microseconds: project.clock.now()).compact }
}

extension String {
  /// As much of the beginning as fits into so many bytes: a name in a folder may have 255.
  fileprivate func shortened(to bytes: Int) -> String {
    var text = self
    while text.utf8.count > bytes { text.removeLast() }
    return text
  }
}

extension Instant {
  /// `20261120T094500123Z`: sorts by time and is safe in a file name.
  fileprivate var compact: String {
    iso8601.filter { $0.isLetter || $0.isNumber }
  }
}
