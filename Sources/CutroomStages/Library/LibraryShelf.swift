import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// A file of the library, under every name that its bytes have there.
struct LibraryFile: Equatable {
  let content: Digest
  /// In byte order; the first is the one that is read.
  var paths: [ProjectPath]
  /// The sidecars that there are, in the order of `paths`.
  var sidecars: [ProjectPath]

  var path: ProjectPath { paths[0] }
}

/// The files of the library of some kinds, as they are now.
struct LibraryShelf {
  let files: [LibraryFile]
  /// Files that are there and cannot be read, with the reason.
  let unreadable: [(path: ProjectPath, reason: String)]

  /// The most bytes of a sidecar.
  static let sidecarLimit = 1 << 20

  /// The shelf of a stage that looks at no library.
  static let empty = LibraryShelf()

  private init() {
    files = []
    unreadable = []
  }

  /// Lists the files below `folder` of the workspace whose names end in one of `suffixes`.
  init(
    _ scope: StageScope,
    folder: String,
    suffixes: Set<String>,
    leavingOut: Set<String> = []
  ) throws {
    guard let pattern = PathPattern("\(folder)/**") else {
      throw scope.badParameter("library", "must be a folder of the workspace")
    }
    let all = try scope.workspaceFiles(pattern)
    let sidecars = Set(all.filter { $0.suffix.lowercased() == "json" })
    var files: [LibraryFile] = []
    var places: [Digest: Int] = [:]
    var unreadable: [(ProjectPath, String)] = []
    for path in all where suffixes.contains(path.suffix.lowercased()) {
      let below = path.description.dropFirst(folder.count + 1).split(separator: "/")
      if below.count > 1, leavingOut.contains(String(below[0])) { continue }
      switch try Self.look(path, scope) {
      case .missing: continue
      case .unreadable(let reason): unreadable.append((path, reason))
      case .file(let content, _):
        let place = places[content] ?? files.count
        if place == files.count {
          files.append(LibraryFile(content: content, paths: [], sidecars: []))
          places[content] = place
        }
        files[place].paths.append(path)
        let sidecar = ProjectPath("\(path.folder)/\(path.stem).json")
        if let sidecar, sidecars.contains(sidecar), !files[place].sidecars.contains(sidecar) {
          files[place].sidecars.append(sidecar)
        }
      }
    }
    self.files = files
    self.unreadable = unreadable
  }

  /// What the shelf depends on.
  var inputs: [ItemInput] {
    (files.flatMap { $0.paths + $0.sidecars } + unreadable.map(\.path)).map { .workspaceFile($0) }
  }

  var decisions: [Decision] {
    unreadable.map { Decision(code: "library-file-skipped", message: "\($0.path): \($0.reason)") }
  }

  /// A file that may not be opened is one file less, not the end of the stage.
  private static func look(_ path: ProjectPath, _ scope: StageScope) throws -> FileLook {
    do { return try scope.lookInWorkspace(path) } catch let error as SystemError {
      return .unreadable(reason: "\(error)")
    }
  }
}
