import CutroomModel
import CutroomStore
import CutroomSystem

/// Files and folders by number, as names lead to them.
struct DiskTree {
  /// Folder → name → what it stands for.
  var folders: [Int: [String: Int]] = [DiskTree.root: [:]]
  var files: [Int: [UInt8]] = [:]
  static let root = 0

  /// Where a relative path leads; nil where there is nothing.
  func place(_ path: String, from folder: Int) -> Int? {
    var place = folder
    for part in path.split(separator: "/") where part != "." {
      guard let next = folders[place]?[String(part)] else { return nil }
      place = next
    }
    return place
  }

  func isFolder(_ number: Int) -> Bool { folders[number] != nil }

  /// Every file under a folder by its path.
  func files(under folder: Int, at prefix: String = "") -> [String: Int] {
    var found: [String: Int] = [:]
    for (name, number) in folders[folder] ?? [:] {
      if isFolder(number) {
        found.merge(files(under: number, at: "\(prefix)\(name)/")) { $1 }
      } else {
        found[prefix + name] = number
      }
    }
    return found
  }
}

/// One change that a disk may or may not have when the power goes.
enum DiskChange {
  case write(file: Int, offset: Int, bytes: [UInt8])
  case truncate(file: Int, size: Int)
  /// A file is at least so long, its new bytes zeros until they are written.
  case extend(file: Int, size: Int)
  /// Names that come, go or change at once: one for a link, two for a rename.
  case names([(folder: Int, name: String, number: Int?)])

  /// Whether an fsync of `number` makes this durable.
  func isCovered(by number: Int) -> Bool {
    switch self {
    case .write(let file, _, _), .truncate(let file, _), .extend(let file, _): file == number
    case .names(let names): names.contains { $0.folder == number }
    }
  }

  func apply(to tree: inout DiskTree) {
    switch self {
    case .write(let file, let offset, let bytes):
      var data = tree.files[file] ?? []
      let end = offset + bytes.count
      if data.count < end { data += Array(repeating: 0, count: end - data.count) }
      data.replaceSubrange(offset..<end, with: bytes)
      tree.files[file] = data
    case .truncate(let file, let size):
      let data = tree.files[file] ?? []
      tree.files[file] =
        size <= data.count
        ? Array(data[..<size]) : data + Array(repeating: 0, count: size - data.count)
    case .extend(let file, let size):
      let data = tree.files[file] ?? []
      if data.count < size {
        tree.files[file] = data + Array(repeating: 0, count: size - data.count)
      }
    case .names(let names):
      for (folder, name, number) in names { tree.folders[folder, default: [:]][name] = number }
    }
  }
}

/// What happened, in order.
enum DiskEvent {
  case change(DiskChange)
  case sync(Int)
  /// Everything was flushed.
  case syncAll
  /// The store reported success.
  case acknowledged
}

/// The history of a folder: how it was, all durable, and everything that was done to it.
struct DiskHistory {
  var start: DiskTree
  var events: [DiskEvent]

  /// Leaves out every fsync of files, or of folders: a store that forgot it.
  func forgetting(_ what: Forgotten) -> DiskHistory {
    let isFolder = { (number: Int) in folderNumbers.contains(number) }
    var history = self
    history.events = events.filter { event in
      if case .syncAll = event { return what == .nothing }
      guard case .sync(let number) = event else { return true }
      return switch what {
      case .nothing: true
      case .files: isFolder(number)
      case .folders: !isFolder(number)
      }
    }
    return history
  }

  enum Forgotten: String {
    case nothing
    case files
    case folders
  }

  private var folderNumbers: Set<Int> {
    var numbers = Set(start.folders.keys)
    for case .change(.names(let names)) in events { numbers.formUnion(names.map(\.folder)) }
    return numbers.union(made)
  }

  /// Folders that were made on the way, even those that nothing was put into.
  var made: Set<Int> = []
}
