import Glibc
import Synchronization

let doomedFolder = Mutex<String?>(nil)

/// Removes the flat folder of fixtures; for atexit(3).
func removeDoomedFolder() {
  guard let folder = doomedFolder.withLock({ $0 }), let stream = opendir(folder) else { return }
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { unlink("\(folder)/\(name)") }
  }
  closedir(stream)
  rmdir(folder)
}
