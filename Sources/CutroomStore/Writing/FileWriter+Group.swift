import CutroomModel
import CutroomSystem

extension FileWriter {
  /// A file to put in place of what stands at its name, as one of many.
  package struct Replacement {
    let name: String
    let bytes: [UInt8]
    let mode: UInt32
    let rotation: Rotation
    /// The last word before the file moves; where it throws, this one and those after it stay.
    let check: () throws -> Void

    package init(
      name: String,
      bytes: [UInt8],
      mode: UInt32,
      rotation: Rotation = .none,
      check: @escaping () throws -> Void = {}
    ) {
      self.name = name
      self.bytes = bytes
      self.mode = mode
      self.rotation = rotation
      self.check = check
    }
  }

  /// From this many files on, one flush of the whole file system costs less than one of each.
  private static let fewestInGroup = 8

  /// As ``replace(_:bytes:mode:rotation:check:)`` for many files of one folder, all of other names and
  /// durable together when this returns: they are written, flushed at once and only then put in
  /// place, in order, each within its `turn`.
  ///
  /// Where one cannot be placed, those before it are in place and nothing is left of the others.
  package func replaceAll(
    _ all: [Replacement],
    turn: (_ name: String, _ place: () throws -> Void) throws -> Void = { try $1() }
  ) throws {
    if all.isEmpty { return }
    let flushing =
      all.count < Self.fewestInGroup ? Flushing.ofEach : try Flushing(in: folder)
    var staged: [Staged] = []
    var placed = 0
    defer { for file in staged[placed...] { _ = try? folder.remove(file.temporary) } }
    for file in all {
      let before = try earlierVersion(file.name)
      let temporary = try stage(
        file.bytes,
        for: file.name,
        mode: file.mode,
        keeping: before,
        isSynced: flushing.isOfEach
      )
      staged.append(Staged(file: file, temporary: temporary, isNew: before == nil))
    }
    do { try flushing.end() } catch {
      throw StoreError.unwritable(operation: "write", error, isDurable: .no)
    }
    do {
      for next in staged {
        try turn(next.file.name) { try place(next) }
        placed += 1
      }
    } catch {
      _ = try? folder.sync()
      throw error
    }
    do { try folder.sync() } catch {
      throw StoreError.unwritable(operation: "replace", error, isDurable: .unknown)
    }
  }

  private struct Staged {
    let file: Replacement
    let temporary: String
    let isNew: Bool
  }

  private func place(_ staged: Staged) throws {
    try staged.file.check()
    do throws(SystemError) {
      if !staged.isNew { try rotate(staged.file.name, staged.file.rotation) }
      try folder.rename(staged.temporary, to: staged.file.name)
    } catch {
      throw StoreError.unwritable(operation: "replace", error, isDurable: .no)
    }
  }
}
