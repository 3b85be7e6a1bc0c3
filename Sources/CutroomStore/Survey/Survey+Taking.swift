import CutroomModel
package import CutroomSystem

extension Survey {
  /// Stamps what was seen since `moment` (nanoseconds since 1970).
  ///
  /// Nil where something of it changed after that moment or shortly before: then what was seen need
  /// not be what is there now.
  package static func take(
    of project: Project,
    steps: [Step],
    project seen: Sights,
    workspace seenAround: Sights,
    since moment: Int64
  ) throws(SystemError) -> Survey? {
    let program = try runningProgram()
    var inner = PlaceTaking(root: .project, folder: project.tree.root, moment: moment)
    var outer = PlaceTaking(root: .workspace, folder: project.workspace.tree.root, moment: moment)
    guard let places = try inner.places(of: seen), let around = try outer.places(of: seenAround)
    else { return nil }
    return Survey(program: program, steps: steps, places: places + around)
  }
}

/// Stamps the sights below one root.
private struct PlaceTaking {
  let root: Survey.Root
  let folder: Folder
  let moment: Int64

  mutating func places(of sights: Sights) throws(SystemError) -> [Survey.Place]? {
    var places: [Survey.Place] = []
    for (path, names) in Self.names(sights) {
      let isListed = sights.folders.contains(path)
      guard let place = try place(path, names: names, isListed: isListed) else { return nil }
      places.append(place)
    }
    return places
  }

  /// The names that count in each folder, in byte order and once each.
  private static func names(_ sights: Sights) -> [(path: String, names: [String])] {
    var names: [String: [String]] = [:]
    for folder in sights.folders { names[folder] = [] }
    var run: (folder: String, names: [String])?
    // Paths come in runs of one folder: a run costs one look into the table.
    for path in sights.files {
      let folder = path.folder
      if run?.folder != folder {
        if let run { names[run.folder, default: []] += run.names }
        run = (folder, [])
      }
      run?.names.append(path.name)
    }
    if let run { names[run.folder, default: []] += run.names }
    return names.sorted { byteOrder($0.key, $1.key) }.map { ($0.key, onceEach($0.value)) }
  }

  private static func onceEach(_ names: [String]) -> [String] {
    var once: [String] = []
    for name in names.sorted(by: byteOrder) where name != once.last { once.append(name) }
    return once
  }

  private func place(
    _ path: String,
    names: [String],
    isListed: Bool
  ) throws(SystemError) -> Survey.Place? {
    guard let place = try Self.open(path, in: folder) else {
      guard try isAbsenceOld(path) else { return nil }
      return Survey.Place(root: root, path: path, state: .absent, files: [])
    }
    let own = try Stamp(of: place)
    if isListed, !own.isOlder(than: moment) { return nil }
    var files: [Survey.File] = []
    files.reserveCapacity(names.count)
    for name in names {
      let stamp = try place.facts(name).map(Stamp.init)
      // A file that is gone may have been there when it was looked at.
      guard (stamp ?? own).isOlder(than: moment) else { return nil }
      files.append(Survey.File(name: name, stamp: stamp ?? .absent))
    }
    return Survey.Place(
      root: root,
      path: path,
      state: isListed ? .listed(own) : .there,
      files: files
    )
  }

  /// Whether a folder that is not there was not there at `moment` either.
  private func isAbsenceOld(_ path: String) throws(SystemError) -> Bool {
    let parent = ProjectPath(path)?.folder ?? ""
    guard let above = try Self.open(parent, in: folder) else { return try isAbsenceOld(parent) }
    return try Stamp(of: above).isOlder(than: moment)
  }

  private static func open(_ path: String, in root: Folder) throws(SystemError) -> Folder? {
    do { return try root.folder(path) } catch {
      if error.code == .noSuchFile || error.code == .notDirectory { return nil }
      throw error
    }
  }
}
