import CutroomModel
import CutroomStore
import CutroomSystem

/// What the files that an item reads looked like when its fingerprint was taken.
///
/// Content alone does not tell that a file was another one for a while and is now what it was.
struct InputFacts: Sendable {
  /// In the order of the item's files; nil for one that was not there.
  private let stamps: [Stamp?]

  init(of spec: ItemSpec, _ looks: FileLooks) {
    stamps = Self.files(of: spec).map { Self.stamp($0, looks) }
  }

  /// The inputs that were written to since.
  func touched(since spec: ItemSpec, _ looks: FileLooks) -> [ProjectPath] {
    let touched = zip(Self.files(of: spec), stamps).filter { Self.stamp($0, looks) != $1 }
    return Set(touched.map(\.0)).sorted()
  }

  private static func files(of spec: ItemSpec) -> [ProjectPath] {
    spec.inputs.compactMap(\.file)
  }

  private static func stamp(_ path: ProjectPath, _ looks: FileLooks) -> Stamp? {
    ((try? looks.projectTree.facts(path)) ?? nil).map(Stamp.init)
  }
}
