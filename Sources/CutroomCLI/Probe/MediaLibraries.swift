import CutroomModel
import CutroomSystem

/// What answers a probe: the media worker and the libavformat that it is linked to.
enum MediaLibraries {
  /// A text that changes when either does.
  ///
  /// It is found without starting the worker, which takes longer than many answers from the cache.
  static var identity: String {
    var parts = [facts("\(ownFolder)/cutroom-media")]
    for folder in folders {
      guard let folder = try? Folder.open(folder) else { continue }
      for version in 58...63 {
        let name = "libavformat.so.\(version)"
        guard let facts = try? folder.facts(name) else { continue }
        parts.append("\(folder.path)/\(name) \(words(facts))")
      }
    }
    return parts.joined(separator: "\n")
  }

  /// Throws `program-missing` where the media worker is not there: no answer is worth beginning.
  static func requireProgram() throws(WorkerFailure) {
    let path = "\(ownFolder)/cutroom-media"
    guard (try? Descriptor.openForReading(path)) == nil else { return }
    throw WorkerFailure(
      .programMissing,
      "cutroom-media is missing: it belongs beside cutroom, as \(path)"
    )
  }

  /// The folder of this program, where its workers stand beside it.
  static var ownFolder: String {
    let executable = ThisProcess.executable
    return executable.lastIndex(of: "/").map { String(executable[..<$0]) } ?? "."
  }

  private static var folders: [String] {
    let told = ThisProcess.environment("LD_LIBRARY_PATH") ?? ""
    return told.split(separator: ":").map(String.init) + [
      "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib",
      "/usr/lib64",
    ]
  }

  private static func facts(_ path: String) -> String {
    guard let file = try? Descriptor.openForReading(path),
      let facts = try? FileFacts(descriptor: file.raw)
    else { return "none" }
    return words(facts)
  }

  private static func words(_ facts: FileFacts) -> String {
    "\(facts.device) \(facts.inode) \(facts.size) \(facts.modified) \(facts.changed)"
  }
}
