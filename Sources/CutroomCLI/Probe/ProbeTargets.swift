import CutroomModel
import CutroomSystem

/// The files that the arguments of a probe stand for, in their order.
struct ProbeTargets {
  private(set) var all: [ProbeTarget] = []
  /// What people should know of the folders that were looked through.
  private(set) var notes: [String] = []

  init(_ arguments: [String]) {
    for argument in arguments { add(argument) }
  }

  // MARK: -

  private mutating func add(_ argument: String) {
    if let file = try? Descriptor.openForReading(argument),
      let facts = try? FileFacts(descriptor: file.raw)
    {
      if facts.kind == .directory { addFolder(argument) } else { all.append(.file(argument)) }
    } else if PathPattern.hasWildcard(argument) {
      addMatches(of: argument)
    } else {
      all.append(.file(argument))
    }
  }

  private mutating func addFolder(_ path: String) {
    let root = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let prefix = root == "/" ? "/" : "\(root)/"
    func isMedia(_ path: String) -> Bool {
      MediaNames.isMedia(path) && !(MediaNames.mayBeText(path) && Self.isText(prefix + path))
    }
    add(
      FileSearch(root: root, prefix: prefix, isWanted: isMedia),
      orElse: ProbeFailure(.noMediaFile, "it holds no file with the name of a media file")
    )
  }

  /// Whether a file begins as text does: without a control character that no text has.
  private static func isText(_ path: String) -> Bool {
    guard let file = try? Descriptor.openForReading(path),
      let head = try? file.read(at: 0, length: 512)
    else { return false }
    return head.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
  }

  private mutating func addMatches(of argument: String) {
    let failure = ProbeFailure(.noMatch, "no file matches the pattern")
    guard let pattern = ArgumentPattern(argument) else {
      return all.append(.nothing(argument, failure))
    }
    add(pattern.search, orElse: failure)
  }

  private mutating func add(_ search: FileSearch, orElse failure: ProbeFailure) {
    var search = search
    let found = search.run()
    all += found.isEmpty ? [.nothing(search.name, failure)] : found
    if search.unnamed > 0 {
      let count = Amounts.count(search.unnamed, "file")
      notes.append("\(search.name): \(count) left out: the name is not UTF-8")
    }
  }
}
