import CLinux
import Glibc

extension Folder {
  /// Opens a new file in this folder that has no name, so that it is gone if nobody gives it one:
  /// O_TMPFILE; nil where the file system has no such files.
  package func createNamelessFile(mode: UInt32) throws(SystemError) -> Descriptor? {
    do {
      let raw = try check("open", path: path) { clinux_open_nameless(self.raw, mode) }
      return Descriptor(owning: raw)
    } catch {
      // EISDIR is what a file system says that does not know the flag.
      if error.code == .notSupported || error.code == .isDirectory { return nil }
      throw error
    }
  }

  /// Gives an open file without a name one in this folder, refusing to replace: linkat(2).
  package func name(_ descriptor: CInt, as name: String) throws(SystemError) {
    try check("link", path: join(name)) { clinux_name(descriptor, raw, name) }
  }
}
