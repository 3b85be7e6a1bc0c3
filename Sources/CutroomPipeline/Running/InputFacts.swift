import CutroomModel
import CutroomStore
import CutroomSystem

/// What the files that an item reads looked like when its fingerprint was taken.
///
/// Content alone does not tell that a file was another one for a while and is now what it was.
struct InputFacts: Sendable {
  private let facts: [ProjectPath: FileFacts?]

  init(of spec: ItemSpec, _ looks: FileLooks) {
    facts = Self.facts(of: spec, looks)
  }

  /// The inputs that were written to since.
  func touched(since spec: ItemSpec, _ looks: FileLooks) -> [ProjectPath] {
    let now = Self.facts(of: spec, looks)
    return facts.keys.filter { now[$0] != facts[$0] }.sorted()
  }

  private static func facts(of spec: ItemSpec, _ looks: FileLooks) -> [ProjectPath: FileFacts?] {
    var facts: [ProjectPath: FileFacts?] = [:]
    for path in spec.inputs.lazy.compactMap(\.file) {
      facts[path] = .some((try? looks.projectTree.facts(path)) ?? nil)
    }
    return facts
  }
}
