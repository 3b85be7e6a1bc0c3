import CutroomModel
import CutroomSystem

/// `cutroom-cache.json`, the first entry of an archive of cached things.
enum CacheArchiveHeader {
  static let name = "cutroom-cache.json"
  /// What stands before the keys of the entries there.
  static let prefix = "entries/"
  static let version = "1.0"
  static let longest: Int64 = 1 << 16

  static func bytes(entries: Int, createdAt: Instant, program: String) -> [UInt8] {
    JSONWriter.document([
      "version": .string(version), "kind": "cache-archive", "cutroom": .string(program),
      "createdAt": .string(createdAt.iso8601), "entries": .integer(Int64(entries)),
    ])
  }

  /// Throws `ZipError` for what is none, and `StoreError.newer` for one of a later version.
  static func check(_ bytes: [UInt8], archive: String) throws {
    let json: JSONValue
    do { json = try JSONReader.read(bytes) } catch { throw ZipError(entry: name, "\(error)") }
    guard json["kind"] == "cache-archive", let written = json["version"]?.string else {
      throw ZipError(entry: name, "it does not say that this is an archive of a cache")
    }
    guard written != version else { return }
    let place = "\(archive): \(name)"
    throw StoreError.newer(path: place, version: written, supported: version)
  }
}
