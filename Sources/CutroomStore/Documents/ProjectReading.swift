package import CutroomModel
import CutroomSystem

extension Project {
  /// The JSON value at `path`, read strictly and brought to the current version in memory where the
  /// path holds a known kind; nil where there is no file.
  package func json(_ path: ProjectPath) throws -> JSONValue? {
    guard let bytes = try bytes(of: path) else { return nil }
    return try Self.parse(bytes, path: path)
  }

  /// The document at `path`; nil where there is no file.
  package func document<D: Document>(_ type: D.Type, at path: ProjectPath) throws -> D? {
    guard let value = try json(path) else { return nil }
    return try DocumentCoding.decode(type, from: value, path: path.description)
  }

  /// Throws `StoreError.newer` where a later cutroom wrote the project's `metadata.json`.
  package func refuseNewer() throws(StoreError) {
    do { _ = try json(.metadata) } catch let error as StoreError {
      if case .newer = error { throw error }
    } catch {}
  }

  /// Reads bytes that stand, or stood, at `path`.
  package static func parse(_ bytes: [UInt8], path: ProjectPath) throws(StoreError) -> JSONValue {
    try parseNoting(bytes, path: path).value
  }

  /// Reads bytes and tells whether they are a document of an older version.
  static func parseNoting(
    _ bytes: [UInt8],
    path: ProjectPath
  ) throws(StoreError) -> (value: JSONValue, isOld: Bool) {
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch {
      throw StoreError.malformed(path: path.description, error: error)
    }
    guard let kind = DocumentKind(path: path) else { return (value, false) }
    let current = try Migration.upgrade(value, kind: kind, path: path.description)
    return (current, value["version"]?.string != kind.currentVersion)
  }

  /// The bytes of a document, not longer than a document may be; nil where there is no file.
  package func bytes(of path: ProjectPath) throws -> [UInt8]? {
    let limit = JSONLimits.document.bytes
    do { return try tree.read(path, limit: limit) } catch {
      guard error.code == .fileTooLarge else { throw error }
      throw StoreError.invalid(path: path.description, reason: "it is longer than \(limit) bytes")
    }
  }
}

extension ProjectPath {
  static let metadata: ProjectPath = {
    guard let path = ProjectPath("metadata.json") else { preconditionFailure("a plain name") }
    return path
  }()
}
