import CutroomSystem

/// Folders for what is made on the way, in `TMPDIR` or /tmp; nobody else may look into them.
enum ScratchFolder {
  /// Lends a fresh one, and removes it.
  static func lend<Result>(_ body: (Folder) throws -> Result) throws -> Result {
    let told = ThisProcess.environment("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let above = try Folder.open(told ?? "/tmp")
    let name = "cutroom-\(RandomName.hex(16))"
    let folder = try above.makeFolder(name, mode: 0o700, isPassing: true)
    defer { try? above.removeTree(name) }
    return try body(folder)
  }
}
