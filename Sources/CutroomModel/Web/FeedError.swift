/// Why bytes could not be read as a feed.
///
/// Lines and columns count from 1.
package enum FeedError: Error, Codable, Hashable, Sendable {
  case empty
  case tooLarge(limit: Int)
  /// A web page, not a feed.
  case webPage(line: Int, column: Int)
  /// Neither XML nor JSON, or XML of another kind; `found` says of what.
  case notAFeed(found: String, line: Int, column: Int)
  case malformed(message: String, line: Int, column: Int)
  /// Elements or values nested deeper than `limit`.
  case tooDeep(limit: Int, line: Int)
  /// More elements than `limit`.
  case tooMany(limit: Int, line: Int)
  /// The feed declares an entity that points outside or that grows when it is used.
  case hostileEntity(name: String, line: Int)
  case unknownEncoding(name: String)
}

extension FeedError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "the file is empty"
    case .tooLarge(let limit): "larger than \(limit) bytes"
    case .webPage(let line, let column):
      "line \(line), column \(column): this is a web page, not a feed"
    case .notAFeed(let found, let line, let column):
      "line \(line), column \(column): \(found) is not a feed"
    case .malformed(let message, let line, let column):
      "line \(line), column \(column): \(message)"
    case .tooDeep(let limit, let line): "line \(line): nested deeper than \(limit) levels"
    case .tooMany(let limit, let line): "line \(line): more than \(limit) elements"
    case .hostileEntity(let name, let line):
      "line \(line): the entity “\(name)” points outside or expands without bound"
    case .unknownEncoding(let name): "the character encoding “\(name)” is not known"
    }
  }
}
