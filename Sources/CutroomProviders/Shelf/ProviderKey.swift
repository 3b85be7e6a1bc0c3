import CutroomModel
import CutroomSystem

/// Reads the keys of providers, from where nobody else can.
enum ProviderKey {
  /// Bytes of a key file.
  static let largest = 4096

  static func read(
    _ key: ProviderSettings.Key,
    workspace: Folder,
    environment: (String) -> String?
  ) throws(ProviderKeyError) -> String {
    switch key {
    case .environment(let variable):
      guard let value = environment(variable), !value.isEmpty else {
        throw .unset(variable: variable)
      }
      return try checked(value, from: variable)
    case .file(let path):
      let file = try open(path, workspace)
      return try checked(try contents(of: file, path), from: path)
    }
  }

  /// The file at a path of the workspace, or at an absolute one whose last part is no link.
  private static func open(
    _ path: String,
    _ workspace: Folder
  ) throws(ProviderKeyError) -> Descriptor {
    do throws(SystemError) {
      guard path.hasPrefix("/"), let slash = path.lastIndex(of: "/") else {
        return try workspace.openFile(path)
      }
      let folder = try Folder.open(slash == path.startIndex ? "/" : String(path[..<slash]))
      return try folder.openFile(String(path[path.index(after: slash)...]))
    } catch {
      switch error.code {
      case .noSuchFile, .notDirectory: throw .missing(file: path)
      case .invalidArgument, .tooManyLinks, .isDirectory, .crossDevice:
        throw .notAFile(file: path)
      default: throw .unreadable(file: path, error)
      }
    }
  }

  private static func contents(
    of file: borrowing Descriptor,
    _ path: String
  ) throws(ProviderKeyError) -> String {
    let facts: FileFacts
    let isOwn: Bool
    do throws(SystemError) {
      facts = try FileFacts(descriptor: file.raw)
      isOwn = try FileFacts.isOwn(file.raw)
    } catch { throw .unreadable(file: path, error) }
    guard isOwn else { throw .notOwn(file: path) }
    guard facts.mode & 0o077 == 0 else { throw .open(file: path, mode: facts.mode) }
    do throws(SystemError) {
      return String(decoding: try file.readAll(limit: largest), as: UTF8.self)
    } catch {
      if error.code == .fileTooLarge { throw .tooLarge(file: path) }
      throw .unreadable(file: path, error)
    }
  }

  /// A line break in it would begin a header of somebody else's making.
  private static func checked(_ text: String, from place: String) throws(ProviderKeyError) -> String
  {
    let bytes = Array(text.utf8)
    let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    let key = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    guard !key.isEmpty, key.count <= largest, key.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .malformed(place: place)
    }
    guard key.count >= Redaction.shortestValue else { throw .tooShort(place: place) }
    return String(decoding: key, as: UTF8.self)
  }
}
