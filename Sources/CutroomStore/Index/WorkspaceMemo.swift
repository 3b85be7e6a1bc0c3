import CutroomModel
import CutroomSystem

extension Workspace {
  private static let memoName = "library.index"

  /// What is remembered of the workspace's own files: feeds and the library.
  package func loadMemo() -> FileMemo {
    guard let path = ProjectPath(".cutroom/\(Self.memoName)"),
      let bytes = try? tree.read(path, limit: 1 << 30),
      let image = IndexImage.decode(bytes)
    else { return FileMemo(clock: clock) }
    return FileMemo(clock: clock, entries: image.memo)
  }

  /// Keeps what was learned; losing it costs time only, so a failure is no error.
  package func save(_ memo: FileMemo) {
    guard memo.isChanged, let folder = try? controlFolder() else { return }
    try? memo.settle(in: tree) { entries in
      let image = IndexImage(state: ProjectState(), memo: entries, covered: 0, seal: .zero)
      try image.save(as: Self.memoName, in: folder)
    }
  }
}
