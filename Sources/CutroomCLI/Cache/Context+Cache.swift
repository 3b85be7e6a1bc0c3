import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

extension Context {
  /// The cache of a workspace, within the limits that its pipeline.json sets.
  func cache(of workspace: Workspace) throws -> Cache { try WorkspaceCache(workspace).open() }

  /// The cache of the workspace.
  func cache() throws -> Cache { try cache(of: workspace()) }

  /// Lends the cache of a workspace to whoever only looks; nil where nothing was ever kept in it.
  ///
  /// Nothing is made that is not there, and one that cannot be written to is read all the same.
  func lookIntoCache<Result>(
    of workspace: Workspace,
    _ body: (Cache?) throws -> Result
  ) throws -> Result {
    let shared = WorkspaceCache(workspace)
    let cache: Cache?
    do { cache = try shared.openIfThere() } catch let error as SystemError
      where [.readOnlyFileSystem, .accessDenied, .notPermitted].contains(error.code)
    {
      return try ScratchFolder.lend { try body(shared.read(aside: $0)) }
    }
    return try body(cache)
  }
}
