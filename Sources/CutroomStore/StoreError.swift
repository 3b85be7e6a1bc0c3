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
  /// The workspace lies where this machine's locks may not keep every other writer out.
  case onNetwork(path: String, fileSystem: String)
  /// A file was changed by somebody else between the moment it was read and the write.
  case changed(path: String)
  /// A migration needs more room than the disk has left, in bytes.
  case noRoom(path: String, needed: Int64, free: Int64)
  /// An older format version has no place for something that a document says.
  case wouldLose(path: String, version: String, reason: String)
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
    case .onNetwork(let path, let fileSystem):
      "\(path) is on \(fileSystem), where locks may not keep other machines out"
    case .changed(let path): "\(path) was changed meanwhile"
    case .noRoom(let path, let needed, let free):
      "\(path): \(needed) bytes are needed, \(free) are free"
    case .wouldLose(let path, let version, let reason):
      "\(path) cannot be written as version \(version): \(reason)"
    case .lost(let path, let reason): "\(path) cannot be brought back: \(reason)"
    case .unwritable(let operation, let error, let durability):
      "\(operation): \(error); on disk: \(durability.rawValue)"
    case .system(let error): error.description
    }
  }
}
