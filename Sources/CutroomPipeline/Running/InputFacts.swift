import CutroomModel
import CutroomStore
import CutroomSystem

/// What the files that an item reads looked like when its fingerprint was taken.
///
/// Content alone does not tell that a file was another one for a while and is now what it was.
///
/// Only what was seen counts: a look that failed, at the beginning or at the end, says nothing of the
/// file, and is no reason to do the work again.
struct InputFacts: Sendable {
  /// In the order of the item's files: no stamp of one that was not there, nothing at all where a look
  /// failed.
  private let looks: [Stamp??]

  init(of spec: ItemSpec, _ looks: FileLooks) {
    self.looks = Self.files(of: spec).map { Self.look(at: $0, looks) }
  }

  /// The inputs that were written to since.
  func touched(since spec: ItemSpec, _ fileLooks: FileLooks) -> [ProjectPath] {
    let touched = zip(Self.files(of: spec), looks).filter { path, then in
      guard let then, let now = Self.look(at: path, fileLooks) else { return false }
      return then != now
    }
    return Set(touched.map(\.0)).sorted()
  }

  private static func files(of spec: ItemSpec) -> [ProjectPath] {
    spec.inputs.compactMap(\.file)
  }

  private static func look(at path: ProjectPath, _ looks: FileLooks) -> Stamp?? {
    do { return .some(try looks.projectTree.facts(path).map(Stamp.init)) } catch { return nil }
  }
}
