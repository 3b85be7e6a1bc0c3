import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// Tells one state of a project's files from another by nothing but names and stat(2), in memory
/// that does not grow with the project.
struct TreeStamp: Equatable {
  /// Of every name and its facts, in the order in which the file system gives them.
  private(set) var digest: Digest
  /// Whether nothing changed shortly before the look, so that a later change is sure to show.
  private(set) var isSettled: Bool

  /// Looks at a project; throws where its folder cannot be read.
  ///
  /// What validation does not look at (logs, dot-names) does not count; of what the store keeps the
  /// journal does, and of the workspace the pipeline.
  static func take(of project: Project) throws(SystemError) -> TreeStamp {
    let walk = StampWalk(moment: project.clock.now() &* 1000)
    walk.add("program", try ThisProcess.executableFacts())
    walk.add("pipeline", try project.workspace.tree.root.facts("pipeline.json"))
    let control = try? project.tree.root.folder(".cutroom")
    walk.add("journal", try control?.facts("journal.jsonl"))
    try walk.enter(project.tree.root, isTop: true)
    return TreeStamp(digest: walk.finish(), isSettled: walk.isSettled)
  }
}

/// A walk that hashes what it meets.
private final class StampWalk {
  private static let chunk = 64 << 10
  private let moment: Int64
  private var sum: [UInt8] = []
  private var buffer: [UInt8] = []
  private(set) var isSettled = true

  init(moment: Int64) {
    self.moment = moment
    buffer.reserveCapacity(Self.chunk + 1024)
  }

  func enter(_ folder: Folder, isTop: Bool = false) throws(SystemError) {
    var folders: [String] = []
    try folder.eachName { name in
      guard name.pointee != CChar(bitPattern: UInt8(ascii: ".")) else { return }
      guard case .facts(let facts) = folder.peek(name) else {
        // It went away, or cannot be looked at: nothing may be told from this walk.
        isSettled = false
        return
      }
      if isTop, facts.kind == .directory, strcmp(name, "logs") == 0 { return }
      add(UnsafeRawBufferPointer(start: name, count: strlen(name)), facts)
      if facts.kind == .directory { folders.append(String(cString: name)) }
    }
    for name in folders {
      // The same names in another folder are another state.
      buffer.append(UInt8(ascii: "/"))
      buffer += name.utf8
      do { try enter(try folder.folder(name)) } catch { buffer.append(UInt8(ascii: "!")) }
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  /// Adds something that is not in the tree.
  func add(_ name: String, _ facts: FileFacts?) {
    guard let facts else {
      buffer += name.utf8
      return
    }
    Array(name.utf8).withUnsafeBytes { add($0, facts) }
  }

  func finish() -> Digest {
    flush()
    return Digest(hash: sum)
  }

  private func add(_ name: UnsafeRawBufferPointer, _ facts: FileFacts) {
    buffer += name
    buffer.append(0)
    // What becomes of a folder shows in what is in it.
    if facts.kind != .directory {
      isSettled = isSettled && Stamp(facts).isOlder(than: moment)
      append(UInt64(bitPattern: facts.size))
      append(UInt64(bitPattern: facts.modified))
      append(UInt64(bitPattern: facts.changed))
    }
    append(facts.inode)
    append(UInt64(facts.mode))
    if buffer.count >= Self.chunk { flush() }
  }

  private func append(_ word: UInt64) {
    withUnsafeBytes(of: word.littleEndian) { buffer += $0 }
  }

  private func flush() {
    // Each piece is hashed with what the ones before it gave.
    buffer += sum
    sum = SHA256.hash(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
