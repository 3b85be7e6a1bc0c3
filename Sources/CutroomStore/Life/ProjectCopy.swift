package import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// Makes a project of another id that is what this one is: documents, assets, renders, backups and
  /// the record of what is done; not its trash, superseded outputs and attempts.
  ///
  /// The session goes on. Bytes are shared where the file system can, else copied. `progress` hears
  /// of bytes done and to do. Throws `StoreError.projectExists` where the id is taken.
  package func copy(
    to id: ProjectID,
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> (project: Project, leftOut: [LeftOut]) {
    let survey = try ProjectSurvey(project)
    let workspace = project.workspace
    let draft = try workspace.draft(for: id)
    let copy = try workspace.finish(draft, as: id) {
      try survey.copy(to: draft.folder, progress: progress)
      let project = Project(id: id, folder: draft.folder, workspace: workspace)
      try ProjectSession.withDraft(project) { try $0.takeID(id, isCopy: true) }
    }
    return (copy, survey.leftOut)
  }
}

extension ProjectSurvey {
  /// Copies every folder and file into `target`, durable when this returns.
  fileprivate func copy(to target: Folder, progress: (Int64, Int64) -> Void) throws {
    for folder in folders {
      let made = try target.makeFolder(folder.path, mode: folder.mode, isPassing: true)
      try made.setMode(folder.mode)
    }
    let flushing = try Flushing(in: target)
    let tree = Tree(target)
    let total = files.reduce(0) { $0 &+ $1.size }
    var done: Int64 = 0
    for file in files {
      try copy(file, to: tree, flushing)
      done &+= file.size
      progress(done, total)
    }
    try flushing.end(withNamesBelow: target)
  }

  private func copy(
    _ file: File,
    to target: Tree,
    _ flushing: Flushing
  ) throws(SystemError) {
    guard let folder = try target.folder(file.path.folder),
      let source = try project.tree.open(file.path)
    else { return }
    let copy = try folder.createFile(file.path.name, mode: 0o600)
    try copy.setMode(file.mode)
    let place = folder.join(file.path.name)
    try copy.copyAll(from: source, path: place)
    try flushing.sync(copy, path: place)
    try copy.close()
  }
}
