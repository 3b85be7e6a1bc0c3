import CutroomModel
import CutroomStore
import CutroomSystem

/// Makes a history out of recorded system calls: follows descriptors to files, and names to numbers.
struct DiskRecorder {
  private let root: String
  private var tree: DiskTree
  private var history: DiskHistory
  private var next: Int
  private var open: [Int: Handle] = [:]

  private struct Handle {
    var number: Int
    var offset = 0
    var isAppending = false
  }

  /// `root` is where the recorded program found the folder; `copy` holds what was in it before.
  init(root: String, copy: Folder) throws {
    self.root = root
    var tree = DiskTree()
    var next = 1
    try Self.load(copy, DiskTree.root, &tree, &next)
    self.tree = tree
    self.next = next
    history = DiskHistory(start: tree, events: [])
  }

  private static func load(
    _ folder: Folder,
    _ number: Int,
    _ tree: inout DiskTree,
    _ next: inout Int,
    _ known: [UInt64: Int] = [:]
  ) throws {
    var known = known
    for name in try folder.names() {
      guard let facts = try folder.facts(name) else { continue }
      if let same = known[facts.inode] {
        tree.folders[number, default: [:]][name] = same
        continue
      }
      let place = next
      next += 1
      tree.folders[number, default: [:]][name] = place
      if facts.kind == .directory {
        tree.folders[place] = [:]
        try load(try folder.folder(name), place, &tree, &next, known)
      } else {
        known[facts.inode] = place
        tree.files[place] = try folder.openFile(name).readAll(limit: 1 << 26)
      }
    }
  }

  /// The history that the calls make.
  static func history(of calls: [RecordedCall], root: String, copy: Folder) throws -> DiskHistory {
    var recorder = try DiskRecorder(root: root, copy: copy)
    for call in calls { try recorder.take(call) }
    return recorder.history
  }

  // MARK: - Calls

  private mutating func take(_ call: RecordedCall) throws {
    switch call.name {
    case "openat", "openat2": opened(call)
    case "close": open[call.number(0) ?? -1] = nil
    case "dup", "dup3", "dup2", "fcntl": duplicated(call)
    case "write", "pwrite64": try written(call)
    case "copy_file_range": try copied(call)
    case "ftruncate": truncated(call)
    case "fsync", "fdatasync":
      if let handle = open[call.number(0) ?? -1] { history.events.append(.sync(handle.number)) }
    case "syncfs": history.events.append(.syncAll)
    case "renameat", "renameat2": try renamed(call)
    case "linkat": linked(call)
    case "unlinkat": removed(call)
    case "mkdirat": madeFolder(call)
    case "fchmod", "fchmodat": break
    // Blocks beyond the end: neither bytes nor a size that could be lost.
    case "fallocate" where call.has("FALLOC_FL_KEEP_SIZE"): break
    case "ioctl" where !call.has("FICLONE"): break
    default: throw Broken("the model does not know \(call.name)")
    }
  }

  /// The folder that a name argument starts from, and the name; nil outside the recorded folder.
  private func start(_ call: RecordedCall, _ folder: Int, _ name: Int) -> (Int, String)? {
    let text = call.text(name)
    if text.hasPrefix("/") {
      guard text == root || text.hasPrefix(root + "/") else { return nil }
      return (DiskTree.root, String(text.dropFirst(root.count)))
    }
    guard let handle = open[call.number(folder) ?? -1], tree.isFolder(handle.number) else {
      return nil
    }
    return (handle.number, text)
  }

  private func parent(_ call: RecordedCall, _ folder: Int, _ name: Int) -> (Int, String)? {
    guard let (from, path) = start(call, folder, name) else { return nil }
    let parts = path.split(separator: "/").map(String.init)
    guard let last = parts.last,
      let place = tree.place(parts.dropLast().joined(separator: "/"), from: from)
    else { return nil }
    return (place, last)
  }

  private mutating func opened(_ call: RecordedCall) {
    open[call.result] = nil
    guard let (from, path) = start(call, 0, 1) else { return }
    if let number = tree.place(path, from: from) {
      if call.has("O_TRUNC") { change(.truncate(file: number, size: 0)) }
      open[call.result] = Handle(number: number, isAppending: call.has("O_APPEND"))
    } else if call.has("O_CREAT"), let (folder, name) = parent(call, 0, 1) {
      let number = next
      next += 1
      tree.files[number] = []
      history.start.files[number] = []
      change(.names([(folder, name, number)]))
      open[call.result] = Handle(number: number, isAppending: call.has("O_APPEND"))
    }
  }

  private mutating func duplicated(_ call: RecordedCall) {
    if call.name == "fcntl", !call.has("F_DUPFD") { return }
    open[call.result] = open[call.number(0) ?? -1]
  }

  private mutating func written(_ call: RecordedCall) throws {
    let descriptor = call.number(0) ?? -1
    let bytes = Array(call.bytes(1).prefix(call.result))
    if descriptor == 1, bytes.elementsEqual("ack\n".utf8) {
      history.events.append(.acknowledged)
      return
    }
    guard var handle = open[descriptor] else { return }
    guard bytes.count == call.result else { throw Broken("a write was not recorded whole") }
    let size = tree.files[handle.number]?.count ?? 0
    var offset = handle.isAppending ? size : handle.offset
    if call.name == "pwrite64" { offset = call.number(3) ?? 0 }
    change(.write(file: handle.number, offset: offset, bytes: bytes))
    handle.offset = offset + bytes.count
    open[descriptor] = handle
  }

  private mutating func copied(_ call: RecordedCall) throws {
    guard call.result > 0, let source = open[call.number(0) ?? -1],
      var target = open[call.number(2) ?? -1], let data = tree.files[source.number]
    else { return }
    guard call.result == data.count, target.offset == 0 else { throw Broken("a copy in parts") }
    change(.write(file: target.number, offset: 0, bytes: data))
    target.offset = data.count
    open[call.number(2) ?? -1] = target
  }

  private mutating func truncated(_ call: RecordedCall) {
    guard let handle = open[call.number(0) ?? -1], let size = call.number(1) else { return }
    // To the size it has: nothing that could be lost.
    if tree.files[handle.number]?.count == size { return }
    change(.truncate(file: handle.number, size: size))
  }

  private mutating func renamed(_ call: RecordedCall) throws {
    guard let (from, old) = parent(call, 0, 1), let (to, new) = parent(call, 2, 3),
      let number = tree.folders[from]?[old]
    else { throw Broken("a rename of something unknown: \(call.text(1))") }
    if tree.folders[to]?[new] == number { return }
    change(.names([(from, old, nil), (to, new, number)]))
  }

  private mutating func linked(_ call: RecordedCall) {
    guard let (from, old) = parent(call, 0, 1), let (to, new) = parent(call, 2, 3),
      let number = tree.folders[from]?[old]
    else { return }
    change(.names([(to, new, number)]))
  }

  private mutating func removed(_ call: RecordedCall) {
    guard let (folder, name) = parent(call, 0, 1) else { return }
    change(.names([(folder, name, nil)]))
  }

  private mutating func madeFolder(_ call: RecordedCall) {
    guard let (folder, name) = parent(call, 0, 1) else { return }
    let number = next
    next += 1
    tree.folders[number] = [:]
    history.start.folders[number] = [:]
    history.made.insert(number)
    change(.names([(folder, name, number)]))
  }

  private mutating func change(_ change: DiskChange) {
    change.apply(to: &tree)
    history.events.append(.change(change))
  }
}
