import CutroomModel
import CutroomSystem
import FoundationEssentials

/// The one writer of a project: flock(2) on `.cutroom/lock`, which the kernel frees when its holder
/// dies; the text inside only tells people who that is.
package final class ProjectLock: Sendable {
  private let file: Descriptor
  /// Whether the holder before this one ended without letting go.
  let isPredecessorDead: Bool

  private let path: String
  private let isSignDurable = Locked(false)
  /// Why there is no sign, on a disk without room for it.
  private let signFault = Locked<SystemError?>(nil)

  private init(_ file: consuming Descriptor, path: String) throws(SystemError) {
    isPredecessorDead = try FileFacts(descriptor: file.raw).size > 0
    self.file = file
    self.path = path
  }

  deinit { file.unlock() }

  /// How long to wait for another holder.
  package enum Patience: Sendable {
    case none
    case milliseconds(Int64)
    case endless
  }

  /// Takes the lock, calling `waiting` once when somebody else holds it.
  ///
  /// Throws `StoreError.lockBusy` with the holder when the patience ends.
  package static func take(
    _ project: Project,
    patience: Patience,
    isDraft: Bool = false,
    waiting: (LockHolder?) -> Void = { _ in }
  ) throws -> ProjectLock {
    let state = try project.state()
    let isNew = try state.facts("lock") == nil
    let file = try state.openAppending("lock", mode: 0o600)
    // A sign is of no use in a file that a power cut takes away.
    if isNew { try state.sync() }
    let start = project.clock.monotonic()
    var isAnnounced = false
    while try !file.tryLock() {
      let holder = holder(project)
      switch patience {
      case .none: throw StoreError.lockBusy(holder: holder)
      case .milliseconds(let limit) where project.clock.monotonic() - start > limit * 1_000_000:
        throw StoreError.lockBusy(holder: holder)
      default: break
      }
      if !isAnnounced { waiting(holder) }
      isAnnounced = true
      _ = try Waiting.poll([], milliseconds: 20)
    }
    if !isDraft { try checkPlace(of: file, project) }
    return try ProjectLock(file, path: state.join("lock"))
  }

  /// Whether the lock's last holder ended without letting go, as far as can be seen from outside.
  package static func isPredecessorDead(_ project: Project) throws -> Bool {
    guard let path = ProjectPath(".cutroom/lock"), let facts = try project.tree.facts(path) else {
      return false
    }
    return facts.size > 0 && !LockTable.isLocked(inode: facts.inode)
  }

  /// Refuses a lock whose project was deleted or renamed while this process waited for it.
  private static func checkPlace(of file: borrowing Descriptor, _ project: Project) throws {
    let locked = try FileFacts(descriptor: file.raw)
    let state = "public/projects/\(project.id)/.cutroom"
    var now: FileFacts?
    do { now = try project.workspace.tree.root.folder(state).facts("lock") } catch {
      guard [.noSuchFile, .notDirectory].contains(error.code) else { throw error }
    }
    guard now?.inode == locked.inode else {
      let known = try project.workspace.projectIDs().map(\.description)
      throw StoreError.unknownProject(id: project.id.description, known: known)
    }
  }

  /// Who holds the lock at this moment; nil when nobody does.
  ///
  /// Takes no lock itself.
  package static func currentHolder(_ project: Project) throws -> LockHolder? {
    guard let path = ProjectPath(".cutroom/lock"), let facts = try project.tree.facts(path),
      LockTable.isLocked(inode: facts.inode)
    else { return nil }
    return holder(project)
  }

  private static func holder(_ project: Project) -> LockHolder? {
    guard let path = ProjectPath(".cutroom/lock"),
      let bytes = try? project.tree.read(path, limit: 4096)
    else { return nil }
    return try? JSONDecoder().decode(LockHolder.self, from: Data(bytes))
  }

  /// Writes who holds the lock; to be done once what a dead predecessor left is mended.
  func sign(command: String, at instant: Instant) throws {
    let holder = LockHolder(
      pid: ThisProcess.pid,
      host: ThisProcess.hostName,
      command: command,
      since: instant.iso8601
    )
    let text = DocumentCoding.bytes(try DocumentCoding.plainValue(holder))
    isSignDurable.withLock { $0 = false }
    try file.truncate(to: 0)
    do { try file.writeAll(text, path: path) } catch {
      guard error.code == .noSpace || error.code == .quotaExceeded else { throw error }
      try file.truncate(to: 0)
      signFault.withLock { $0 = error }
    }
  }

  /// Makes the sign survive a power cut; to be done before the first thing that a successor would
  /// have to sweep, and free from the second time on.
  ///
  /// Throws where a full disk has no room for a sign: only what leaves nothing behind goes on then.
  func makeSignDurable() throws(SystemError) {
    if let fault = signFault.withLock({ $0 }) { throw fault }
    if isSignDurable.withLock({ $0 }) { return }
    try file.syncData(path: path)
    isSignDurable.withLock { $0 = true }
  }

  /// Takes the writing out again: the sign of an end in peace.
  func unsign() throws(SystemError) { try file.truncate(to: 0) }
}
