import CutroomModel
import CutroomSystem

/// Looks for files in a folder and below, in byte order of their names.
///
/// Names that begin with a dot are passed over, and so are links to folders.
struct FileSearch {
  static let deepest = 64

  /// What the search is called in messages.
  let name: String
  private let root: String
  private let prefix: String
  private let depth: Int
  private let isWanted: (String) -> Bool
  private var found: [ProbeTarget] = []
  /// Wanted or not, these have names that no answer can hold.
  private(set) var unnamed = 0

  /// `prefix` goes before the paths that are found; `isWanted` sees them from the root.
  init(
    root: String,
    prefix: String,
    name: String? = nil,
    depth: Int = FileSearch.deepest,
    isWanted: @escaping (String) -> Bool
  ) {
    self.root = root
    self.prefix = prefix
    self.name = name ?? root
    self.depth = depth
    self.isWanted = isWanted
  }

  /// The files, and folders that cannot be looked into; nothing where there is no such folder.
  mutating func run() -> [ProbeTarget] {
    found = []
    do throws(SystemError) {
      look(in: try Folder.open(root), path: "", depth: depth)
    } catch {
      if error.code != .noSuchFile { add(error, at: name) }
    }
    return found
  }

  // MARK: -

  private mutating func look(in folder: Folder, path: String, depth: Int) {
    do throws(SystemError) {
      let (entries, strangers) = try folder.entriesAndStrangers()
      unnamed += strangers
      for entry in entries where !entry.name.hasPrefix(".") {
        take(entry, in: folder, path: path + entry.name, depth: depth)
      }
    } catch {
      add(error, at: prefix + path)
    }
  }

  private mutating func take(_ entry: Folder.Entry, in folder: Folder, path: String, depth: Int) {
    let known = entry.kind ?? (try? folder.facts(entry.name))?.kind
    switch known {
    case .directory:
      guard depth > 1 else { return }
      do throws(SystemError) {
        look(in: try folder.folder(entry.name), path: "\(path)/", depth: depth - 1)
      } catch {
        add(error, at: prefix + path)
      }
    case .regular where isWanted(path): found.append(.file(prefix + path))
    case .link where isWanted(path):
      if leadsToFile(prefix + path) { found.append(.file(prefix + path)) }
    case .regular, .link, .other, nil: break
    }
  }

  private func leadsToFile(_ path: String) -> Bool {
    guard let file = try? Descriptor.openForReading(path) else { return false }
    return (try? FileFacts(descriptor: file.raw))?.kind == .regular
  }

  private mutating func add(_ error: SystemError, at path: String) {
    let failure = ProbeFailure(.unreadable, "the folder cannot be read: \(error.code)")
    found.append(.nothing(path, failure))
  }
}
