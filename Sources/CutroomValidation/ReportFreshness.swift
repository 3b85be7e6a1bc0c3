package import CutroomModel
package import CutroomStore

extension ValidationReport {
  /// The first file, by name, that is not what it was for the report; nil where that is fresh.
  ///
  /// `needed` are files that somebody is about to rely on: one the report does not cover counts as
  /// changed.
  package func firstChange(
    in project: Project,
    memo: FileMemo,
    needed: [ProjectPath] = []
  ) throws -> String? {
    for path in needed.sorted() where digests[path.description] == nil {
      return path.description
    }
    for (name, digest) in digests.sorted(by: { $0.key < $1.key }) {
      guard let path = ProjectPath(name) else { return name }
      guard try memo.look(at: path, in: project.tree).digest == digest else { return name }
    }
    return nil
  }

  /// Whether every file that the report looked at still is what it was.
  package func isFresh(
    for project: Project,
    memo: FileMemo,
    needed: [ProjectPath] = []
  ) throws -> Bool {
    try firstChange(in: project, memo: memo, needed: needed) == nil
  }
}
