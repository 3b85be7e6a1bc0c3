import CutroomModel

/// Which segment stands at which place of a document.
struct SegmentNames: Sendable {
  /// Segment ids in the order of each document, by its path.
  private var ids: [String: [String]] = [:]

  init() {}

  mutating func add(_ path: ProjectPath, _ segments: [String]) {
    ids[path.description] = segments
  }

  /// The segment that a pointer into a document leads to or into.
  func segment(at pointer: [Substring], of path: String) -> String? {
    guard pointer.first == "segments", pointer.count > 1, let index = Int(pointer[1]),
      let known = ids[path], known.indices.contains(index)
    else { return nil }
    return known[index]
  }
}
