import CutroomModel
import CutroomSystem
import FeedReader
import Glibc

enum ParseRoutes {
  static func add(to routes: inout WorkerRoutes) {
    routes.on(ParseFeedRequest.self, descriptors: 1) { request, files in
      let bytes = try contents(of: files[0])
      return WorkerOutcome { () throws(FeedError) in
        try FeedParser.parse(bytes, charset: request.charset, base: request.base)
      }
    }
    routes.on(PlainTextRequest.self, descriptors: 1) { request, files in
      let bytes = try contents(of: files[0])
      return WorkerOutcome { () throws(FeedError) in
        try HTMLText.plain(bytes, charset: request.charset)
      }
    }
  }

  /// The file's bytes from its start, one more than a feed may have at most: the parser says so.
  private static func contents(of file: CInt) throws -> [UInt8] {
    let limit = FeedLimits().bytes + 1
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var filled = 0
    while filled < limit {
      if filled == bytes.count {
        bytes.append(contentsOf: repeatElement(0, count: min(filled, limit - filled)))
      }
      let start = filled
      let count = try check("pread") {
        bytes.withUnsafeMutableBytes {
          pread(file, $0.baseAddress?.advanced(by: start), $0.count - start, off_t(start))
        }
      }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes[..<filled])
  }
}
