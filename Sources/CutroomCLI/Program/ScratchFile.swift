import CutroomSystem

/// Files without a name for what a worker makes on the way; gone with their descriptor.
enum ScratchFile {
  /// Opens one, for reading and writing, in `TMPDIR` or /tmp.
  static func open() throws(SystemError) -> Descriptor {
    let told = ThisProcess.environment("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let folder = try Folder.open(told ?? "/tmp")
    if let file = try folder.createNamelessFile(mode: 0o600) { return file }
    let name = ".cutroom-\(RandomName.hex(16))"
    let file = try folder.createFile(name, mode: 0o600)
    try folder.remove(name)
    return file
  }
}
