import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// Lets the store open what a power cut left, and holds it to its promises.
struct CrashCheck {
  /// A folder on tmpfs, made anew for each state.
  private let folder: String
  private let projectPath = "public/projects/\(Scene.id)"

  init(folder: String) { self.folder = folder }

  /// What a path of the project may hold: the digests of its bytes, nil where it may be missing.
  typealias Allowed = [String: Set<Digest?>]

  /// What is promised at a moment.
  struct Promise {
    var allowed: Allowed
    /// What a path ever held: what may stand in its backups.
    var versions: [String: Set<Digest>]
    /// Whether the project may be absent, and whether it may be in the trash.
    var mayBeAbsent: Bool
    var mayBeInTrash: Bool
  }

  /// Throws `Broken` where a promise does not hold.
  func judge(_ tree: DiskTree, _ promise: Promise) throws {
    try remove()
    try lay(tree)
    guard let scene = try? Scene(folder) else {
      return try judgeAbsent(tree, promise)
    }
    do {
      let (session, _) = try scene.session(patience: .none)
      try bringBack(scene, session)
      try requireRecorded(scene, session)
      try session.close()
    } catch let error as Broken {
      throw error
    } catch {
      throw Broken("the next command fails: \(error)")
    }
    try requireFiles(scene, promise)
    try requireNoLeftovers(scene)
  }

  private func judgeAbsent(_ tree: DiskTree, _ promise: Promise) throws {
    if promise.mayBeInTrash, let trash = tree.place(".cutroom/\(Scene.id)/trash", from: 0),
      let name = tree.folders[trash]?.keys.first(where: { $0.hasPrefix("project-") }),
      let project = tree.folders[trash]?[name]
    {
      for (path, number) in tree.files(under: project) where promise.allowed[path] != nil {
        let content = Digest(sha256: tree.files[number] ?? [])
        guard promise.allowed[path]?.contains(content) == true else {
          throw Broken("\(path) in the trash is neither old nor new")
        }
      }
      return
    }
    guard promise.mayBeAbsent else { throw Broken("the project is gone") }
  }

  /// What `repair` does: outputs that are missing or unreadable come back.
  private func bringBack(_ scene: Scene, _ session: ProjectSession) throws {
    for output in session.withState(\.recordedOutputs) {
      switch try session.memo.look(at: output.path, in: scene.project.tree) {
      case .file: continue
      case .missing, .unreadable:
        guard try session.restore(output) != nil else {
          throw Broken("\(output.path) is recorded and cannot be had")
        }
      }
    }
  }

  private func requireRecorded(_ scene: Scene, _ session: ProjectSession) throws {
    for output in session.withState(\.recordedOutputs) where !output.path.isJSON {
      guard
        case .file(output.content, _) = try session.memo.read(
          output.path,
          in: scene.project.tree
        )
      else { throw Broken("\(output.path) has other bytes than are recorded") }
    }
  }

  private func requireFiles(_ scene: Scene, _ promise: Promise) throws {
    let found = try files(scene.project.tree.root)
    for (path, allowed) in promise.allowed {
      guard allowed.contains(found[path]) else {
        let what = found[path] == nil ? "missing" : "neither an old nor a new version"
        throw Broken("\(path) is \(what)")
      }
    }
    for (path, content) in found where promise.allowed[path] == nil {
      guard let place = ProjectPath(path), place.isLeftover else {
        throw Broken("\(path) came from nowhere")
      }
      guard let document = Self.document(ofBackup: path) else { continue }
      guard promise.versions[document, default: []].contains(content) else {
        throw Broken("\(path) was never a version of \(document)")
      }
    }
  }

  /// `a.json.backup.1` → `a.json`.
  static func document(ofBackup path: String) -> String? {
    let suffix = ".backup.1"
    guard path.count > suffix.count, path.dropLast().hasSuffix(".backup.") else { return nil }
    return String(path.dropLast(suffix.count))
  }

  private func requireNoLeftovers(_ scene: Scene) throws {
    let attempts = try scene.project.control("attempts").names()
    guard attempts.isEmpty else { throw Broken("attempts are left: \(attempts)") }
    let names = try files(scene.project.tree.root, isControl: true).keys
    if let left = names.first(where: { $0.contains(FileWriter.temporaryPrefix) }) {
      throw Broken("\(left) is left")
    }
  }

  private func files(
    _ folder: Folder,
    at prefix: String = "",
    isControl: Bool = false
  ) throws -> [String: Digest] {
    var found: [String: Digest] = [:]
    for name in try folder.names() where isControl || name != ".cutroom" && name != "logs" {
      if try folder.facts(name)?.kind == .directory {
        let inner = try files(folder.folder(name), at: "\(prefix)\(name)/", isControl: isControl)
        found.merge(inner) { $1 }
      } else {
        let bytes = try folder.openFile(name).readAll(limit: 1 << 26)
        found[prefix + name] = Digest(sha256: bytes)
      }
    }
    return found
  }

  // MARK: - Laying out

  func remove() throws {
    let parent = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    try Folder.open(parent).removeTree(String(folder.dropFirst(parent.count + 1)))
  }

  private func lay(_ tree: DiskTree) throws {
    var places: [Int: String] = [:]
    try lay(tree, DiskTree.root, at: folder, &places)
  }

  private func lay(
    _ tree: DiskTree,
    _ number: Int,
    at path: String,
    _ places: inout [Int: String]
  ) throws {
    guard mkdir(path, 0o755) == 0 else { throw SystemError.last("mkdir", path: path) }
    for (name, number) in tree.folders[number] ?? [:] {
      let place = "\(path)/\(name)"
      if tree.isFolder(number) {
        try lay(tree, number, at: place, &places)
      } else if let first = places[number] {
        guard link(first, place) == 0 else { throw SystemError.last("link", path: place) }
      } else {
        places[number] = place
        try write(tree.files[number] ?? [], at: place)
      }
    }
  }

  private func write(_ bytes: [UInt8], at path: String) throws {
    let raw = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw SystemError.last("open", path: path) }
    let file = Descriptor(owning: raw)
    try file.writeAll(bytes)
    try file.close()
  }
}
