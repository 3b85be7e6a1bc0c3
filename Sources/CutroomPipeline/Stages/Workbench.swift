package import CutroomModel
import CutroomStore
package import CutroomSystem

/// Where one attempt at an item works: its folder, its progress, its log, its end.
package final class Workbench: Sendable {
  package let scope: StageScope
  package let key: ItemKey
  /// SHA-256 of what the item's result depends on.
  package let fingerprint: Digest
  /// What providers answered before this moment does not count, microseconds since 1970; nil: all does.
  package let answersSince: Int64?
  /// The attempt's folder; outputs go to their project paths inside it.
  package let attempt: Folder
  package let cancellation: Cancellation
  /// Cancelled when there is no more patience: children get SIGKILL at once.
  package let killSwitch: Cancellation
  /// The environment of children: an allow-list, and the marks that recovery finds survivors by.
  package let environment: [String]
  private let report: @Sendable (Double) -> Void
  private let write: @Sendable (String) -> Void
  private let show: @Sendable (String) -> Void
  private let stepAside: @Sendable (() throws -> Void) throws -> Void

  package init(
    scope: StageScope,
    key: ItemKey,
    fingerprint: Digest,
    answersSince: Int64? = nil,
    attempt: Folder,
    cancellation: Cancellation,
    killSwitch: Cancellation,
    environment: [String],
    report: @escaping @Sendable (Double) -> Void,
    write: @escaping @Sendable (String) -> Void,
    show: @escaping @Sendable (String) -> Void = { _ in },
    stepAside: @escaping @Sendable (() throws -> Void) throws -> Void = { try $0() }
  ) {
    self.scope = scope
    self.key = key
    self.fingerprint = fingerprint
    self.answersSince = answersSince
    self.attempt = attempt
    self.cancellation = cancellation
    self.killSwitch = killSwitch
    self.environment = environment
    self.report = report
    self.write = write
    self.show = show
    self.stepAside = stepAside
  }

  /// Tells how far the item is, 0…1.
  package func progress(_ fraction: Double) { report(fraction) }

  /// Adds a line to the item's log.
  package func log(_ line: String) { write(line) }

  /// Adds a line to the item's log, and shows it to whoever looks on.
  package func announce(_ line: String) {
    write(line)
    show(line)
  }

  /// Lets other items work meanwhile, where `wait` does nothing but wait; not from inside another wait.
  package func aside(_ wait: () throws -> Void) throws { try stepAside(wait) }

  /// Writes a document as an output; what the document said before keeps its `createdAt` and the
  /// members that this program does not know.
  package func save<D: Document>(_ document: D, to path: ProjectPath) throws {
    let old = try? scope.project.json(path)
    let created = old?["createdAt"]?.string.flatMap { Instant(iso8601: $0) }
    let now = Instant(microseconds: scope.project.clock.now())
    let value = try DocumentCoding.value(document, createdAt: created ?? now)
    let kept = old.map { UnknownMembers.carry(from: $0, into: value, kind: D.kind) }
    try saveJSON(kept ?? value, to: path)
  }

  /// Writes any JSON value as an output, such as an item's result, without known secrets.
  package func saveJSON(_ value: JSONValue, to path: ProjectPath) throws {
    let value = scope.project.secrets.redaction.json(value, .document)
    let file = try create(path)
    try file.writeAll(DocumentCoding.bytes(value), path: path.description)
  }

  /// Creates an output file to be filled by whoever gets the descriptor.
  package func create(_ path: ProjectPath) throws -> Descriptor {
    let folder = try attempt.makeFolder(path.folder, isPassing: true)
    let isPrivate = path.description.hasPrefix(".cutroom/")
    return try folder.createFile(path.name, mode: isPrivate ? 0o600 : 0o666)
  }

  /// Fails with `cancelled` once the run was told to stop.
  package func checkCancelled() throws {
    if cancellation.isCancelled { throw ItemFault.cancelled }
  }
}
