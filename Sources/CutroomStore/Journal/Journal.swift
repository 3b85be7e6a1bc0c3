import CutroomModel
package import CutroomSystem

/// The append-only truth about what is done: `.cutroom/journal.jsonl`.
package final class Journal: Sendable {
  package static let name = "journal.jsonl"

  private let file: Descriptor
  private let path: String
  /// What made the journal unfit for more records; nil while it is fit.
  private let fault = Locked<SystemError?>(nil)
  /// How many appends there were.
  private let appended = Locked(0)
  /// How many of them are durable; held while one makes them so, which may block.
  private let synced = Locked(-1)

  /// Opens the journal for appending, created durably where missing.
  package init(_ state: Folder) throws(SystemError) {
    let isNew = try state.facts(Self.name) == nil
    file = try state.openAppending(Self.name, mode: 0o600)
    path = state.join(Self.name)
    if isNew { try state.sync() }
  }

  /// Appends records in one write; they become durable with the next `sync`.
  ///
  /// What a full disk cuts short is taken back, so that the next record begins on a line of its own.
  /// To be called by one thread at a time.
  package func append(_ records: [JournalRecord]) throws(SystemError) {
    if let fault = fault.withLock({ $0 }) { throw fault }
    let start = try length()
    var bytes: [UInt8] = []
    for record in records { bytes.append(contentsOf: JournalLine.encode(record)) }
    do { try file.writeAll(bytes, path: path) } catch {
      do { try file.truncate(to: start) } catch let second { fault.withLock { $0 = second } }
      throw error
    }
    appended.withLock { $0 += 1 }
  }

  /// Makes everything appended so far durable; who waited while another did finds it done.
  ///
  /// After a failure nothing more is taken, nor is a second thread's sync begun: the kernel tells what
  /// it lost once.
  package func sync() throws(SystemError) {
    let wanted = appended.withLock { $0 }
    try synced.withLock { (synced) throws(SystemError) in
      if let fault = fault.withLock({ $0 }) { throw fault }
      guard synced < wanted else { return }
      let covered = appended.withLock { $0 }
      try syncFile()
      synced = covered
    }
  }

  private func syncFile() throws(SystemError) {
    do { try file.syncData(path: path) } catch {
      fault.withLock { $0 = error }
      throw error
    }
  }

  /// Whether something failed after which no record is taken any more.
  var isUnfit: Bool { fault.withLock { $0 != nil } }

  /// The bytes appended so far.
  package func length() throws(SystemError) -> Int64 { try FileFacts(descriptor: file.raw).size }

  /// Everything that was ever appended.
  func bytes() throws(SystemError) -> [UInt8] {
    try file.read(at: 0, length: Int(try length()))
  }

  /// Goes on with the file that now has the journal's name.
  func reopen(_ state: Folder) throws(SystemError) {
    try file.refer(to: try state.openAppending(Self.name, mode: 0o600))
  }

  /// Cuts a torn last record off.
  func cut(to length: Int64) throws(SystemError) {
    try file.truncate(to: length)
    try syncFile()
  }
}
