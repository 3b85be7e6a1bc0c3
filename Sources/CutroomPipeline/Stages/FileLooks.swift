package import CutroomModel
package import CutroomStore

/// Looks at files of the project and of the workspace, each with a memory of its own.
package struct FileLooks: Sendable {
  package let projectTree: Tree
  package let projectMemo: FileMemo
  package let workspaceTree: Tree
  package let workspaceMemo: FileMemo
  let notes = SurveyNotes()

  package init(
    projectTree: Tree,
    projectMemo: FileMemo,
    workspaceTree: Tree,
    workspaceMemo: FileMemo
  ) {
    self.projectTree = projectTree
    self.projectMemo = projectMemo
    self.workspaceTree = workspaceTree
    self.workspaceMemo = workspaceMemo
  }

  /// What a file of the project holds.
  package func project(_ path: ProjectPath) throws -> FileLook {
    try projectMemo.look(at: path, in: projectTree)
  }

  /// What a file of the workspace holds.
  package func workspace(_ path: ProjectPath) throws -> FileLook {
    try workspaceMemo.look(at: path, in: workspaceTree)
  }
}
