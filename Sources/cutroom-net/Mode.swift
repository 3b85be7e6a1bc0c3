import CutroomModel
import CutroomSystem
import FeedReader

/// What one process of this program is for; it can do nothing else.
enum Mode: String {
  /// Speaks to the web and looks at nothing that comes.
  case fetch
  /// Reads what came, without network or files.
  case parse

  var sandbox: Sandbox {
    switch self {
    case .fetch:
      Sandbox(
        limits: ResourceLimits(addressSpace: 2 << 30, openFiles: 64, fileSize: 4 << 30),
        reach: .network
      )
    case .parse:
      Sandbox(
        limits: ResourceLimits(
          addressSpace: 2 << 30,
          openFiles: WorkerLoop.openFiles(descriptors: 1),
          fileSize: 0
        ),
        reach: .descriptors(writes: false, forks: true)
      )
    }
  }

  /// A parse must not depend on what was parsed before, so each gets a fork.
  var loop: WorkerLoop {
    switch self {
    case .fetch: WorkerLoop(isolation: .shared, secondsPerRequest: 120)
    case .parse: WorkerLoop(isolation: .processPerRequest, secondsPerRequest: 60)
    }
  }

  /// Loads what can no longer be loaded once the sandbox is closed.
  func prepare() {
    if self == .parse { FeedParser.prepare() }
  }

  func addRoutes(to routes: inout WorkerRoutes) {
    switch self {
    case .fetch: FetchRoute.add(to: &routes)
    case .parse: ParseRoutes.add(to: &routes)
    }
  }
}
