package import CutroomModel
package import CutroomSystem

/// Why the store could not do what was asked; each case carries the facts a cure needs.
package enum StoreError: Error, Sendable {
  case notAWorkspace(path: String)
  case workspaceNotFound(from: String)
  case unknownProject(id: String, known: [String])
  case projectExists(id: String)
  /// The text is not JSON that cutroom reads.
  case malformed(path: String, error: JSONError)
  /// The JSON is not a document of the kind that belongs here.
  case invalid(path: String, reason: String)
  case newer(path: String, version: String, supported: String)
  case lockBusy(holder: LockHolder?)
  /// A folder and the workspace's control folder are on different file systems.
  case split(path: String)
  /// The workspace lies on another machine, where this one's locks keep nobody out.
  case onNetwork(path: String, fileSystem: String)
  /// Nothing on disk can bring a needed file back.
  case lost(path: String, reason: String)
  case unwritable(operation: String, SystemError, isDurable: Durability)
  case system(SystemError)

  /// Whether a write that failed may nevertheless be on disk.
  package enum Durability: String, Sendable {
    case no
    case unknown
  }
}

/// Who holds a project's lock, for people.
package struct LockHolder: Codable, Equatable, Sendable {
  package var pid: Int32
  package var host: String
  package var command: String
  /// ISO 8601.
  package var since: String

  package init(pid: Int32, host: String, command: String, since: String) {
    self.pid = pid
    self.host = host
    self.command = command
    self.since = since
  }
}

extension StoreError: CustomStringConvertible {
  /// The facts in one line, with the path and, where there is one, the cure.
  package var description: String {
    switch self {
    case .notAWorkspace(let path): "\(path) is no workspace"
    case .workspaceNotFound(let start): "neither \(start) nor a folder above it is a workspace"
    case .unknownProject(let id, _): "there is no project \"\(id)\""
    case .projectExists(let id): "there is a project \(id) already"
    case .malformed(let path, let error):
      "\(path):\(error.line):\(error.column): \(error.reason)"
    case .invalid(let path, let reason): "\(path): \(reason)"
    case .newer(let path, let version, let supported):
      "\(path) is of format version \(version); this cutroom knows \(supported)"
    case .lockBusy: "another process works on the project"
    case .split(let path): "\(path) and the workspace's .cutroom are on different file systems"
    case .onNetwork(let path, let fileSystem): "\(path) lies on another machine (\(fileSystem))"
    case .lost(let path, let reason): "\(path) cannot be brought back: \(reason)"
    case .unwritable(let operation, let error, let durability):
      "\(operation): \(error); on disk: \(durability.rawValue)"
    case .system(let error): error.description
    }
  }
}
