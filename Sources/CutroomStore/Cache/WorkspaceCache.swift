package import CutroomModel
package import CutroomSystem

/// The cache of a workspace, opened when it is first needed, and then the same for everybody in this
/// process: what one of them holds stays for all.
package final class WorkspaceCache: Sendable {
  private let workspace: Workspace
  private let limits: @Sendable () throws -> CacheLimits
  private let opened = Locked<Cache?>(nil)

  /// `limits` are asked for when it is opened.
  package init(_ workspace: Workspace, limits: @escaping @Sendable () throws -> CacheLimits) {
    self.workspace = workspace
    self.limits = limits
  }

  /// The cache; made where there is none.
  package func open() throws -> Cache {
    try opened.withLock { opened in
      if let cache = opened { return cache }
      let cache = try workspace.cache(limits: limits())
      opened = cache
      return cache
    }
  }

  /// The cache as it is found where nothing of it may be changed, with what it needs in an empty folder;
  /// nil where nothing was ever kept in it.
  package func read(aside: Folder) throws -> Cache? {
    guard let root = try workspace.tree.folder("cache"), try root.facts("items") != nil else {
      return nil
    }
    return try Cache(root, aside: aside, limits: limits(), clock: workspace.clock)
  }

  /// The cache, where anything was ever kept in it.
  package func openIfThere() throws -> Cache? {
    if let cache = opened.withLock({ $0 }) { return cache }
    guard let items = ProjectPath("cache/items"), try workspace.tree.facts(items) != nil else {
      return nil
    }
    return try open()
  }
}
