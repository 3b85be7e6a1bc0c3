import CutroomModel
import CutroomPipeline
import CutroomStore

/// What a user wrote about a file of the library, beside it: all of it optional.
struct LibrarySidecar: Decodable, Equatable {
  var title: String?
  var keywords: [String]?
  var author: String?
  var authorURL: String?
  var licence: String?
  var licenceURL: String?
  var source: String?

  var rights: Rights {
    Rights(
      title: title,
      author: author,
      authorURL: authorURL,
      licence: licence,
      licenceURL: licenceURL,
      source: source
    )
  }

  /// The sidecars of a file as one: of each member the first that says something, all keywords.
  ///
  /// One that cannot be read is a decision.
  static func merged(
    _ paths: [ProjectPath],
    _ scope: StageScope
  ) throws -> (sidecar: LibrarySidecar, decisions: [Decision]) {
    var merged = LibrarySidecar()
    var decisions: [Decision] = []
    for path in paths {
      do {
        guard let sidecar = try read(path, scope) else { continue }
        merged.add(sidecar)
      } catch {
        let message = "\(path) is left out: \(reason(error))"
        decisions.append(Decision(code: "sidecar-unreadable", message: message))
      }
    }
    return (merged, decisions)
  }

  private static func read(_ path: ProjectPath, _ scope: StageScope) throws -> LibrarySidecar? {
    let limit = LibraryShelf.sidecarLimit
    guard let bytes = try scope.readInWorkspace(path, limit: limit) else { return nil }
    let value = try JSONReader.read(bytes)
    return try DocumentCoding.decode(LibrarySidecar.self, from: value, path: path.description)
  }

  private mutating func add(_ other: LibrarySidecar) {
    title = title ?? other.title
    // An address belongs to the name beside it.
    if author == nil { (author, authorURL) = (other.author, other.authorURL) }
    if licence == nil { (licence, licenceURL) = (other.licence, other.licenceURL) }
    source = source ?? other.source
    var all = keywords ?? []
    for keyword in other.keywords ?? [] where !all.contains(keyword) { all.append(keyword) }
    keywords = all
  }

  private static func reason(_ error: any Error) -> String {
    if case StoreError.invalid(_, let reason) = error { return reason }
    return "\(error)"
  }
}
