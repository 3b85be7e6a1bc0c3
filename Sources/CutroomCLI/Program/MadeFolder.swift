import CutroomSystem

/// Folders outside of any workspace, which may lie behind links.
enum MadeFolder {
  /// Opens the folder at an absolute path, made with those above it where missing.
  static func open(_ path: String, mode: UInt32 = 0o777) throws(SystemError) -> Folder {
    var above = path[...]
    while !above.isEmpty {
      do throws(SystemError) {
        let rest = path[above.endIndex...].drop { $0 == "/" }
        let folder = try Folder.open(String(above))
        return rest.isEmpty ? folder : try folder.makeFolder(String(rest), mode: mode)
      } catch {
        guard error.code == .noSuchFile else { throw error }
      }
      above = above[..<(above.lastIndex(of: "/") ?? above.startIndex)]
    }
    return try Folder.open("/").makeFolder(String(path.drop { $0 == "/" }), mode: mode)
  }
}
